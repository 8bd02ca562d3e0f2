"""What must survive: builds and writers that are killed, disks that are full, readers and builders that meet."""
