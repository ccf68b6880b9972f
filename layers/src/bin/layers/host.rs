//! Files of the host: read into trees, and made of them. Knows no store.

pub mod read;
pub mod write;
