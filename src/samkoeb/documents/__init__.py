"""Business documents and their standards: one canonical model, with readers and writers per format."""
