"""XPath 2.0 as rule files use it: words to tree. What the tree means is decided in `compiling`."""
