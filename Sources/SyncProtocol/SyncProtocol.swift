// Furnished by its first files.
