"""The slides: a house template, what is put on a slide, and the charts that a slide draws itself."""
