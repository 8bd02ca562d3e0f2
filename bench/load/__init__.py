"""Many people at the board at once: what a browser asks of the server, without the browser."""
