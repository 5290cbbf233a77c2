//! Foreign pictures are worked on in a process of their own: the same program, started again with a hidden
//! argument, with limits of memory and time, and without network and files. What a picture breaks there is a
//! sentence here.
//!
//! A program that uses [`LogoProcess::ThisProgram`] calls [`serve_if_asked`] first of all.

mod fence;
mod limits;
mod message;
mod process;
mod serve;

pub use fence::{Fence, enter};
pub use limits::Limits;
pub use process::{LogoProcess, ProcessFault};
pub use serve::serve_if_asked;
