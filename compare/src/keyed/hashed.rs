//! The contenders as hash maps, whatever their hasher: who takes part in a row has the same.

mod im_imbl;
mod ours;
mod rpds_tries;
mod table;
