//! The bricks, one by one: what they promise, what they refuse, and who drops what when a clone panics.
