//! How a file is opened: by whom, at what time, for what.

use super::{Clock, Folders};
use crate::store::{AsOf, Who};
use std::path::PathBuf;

#[derive(Clone, Debug)]
pub struct Setup {
    pub clock: Clock,
    pub who: Who,
    pub folders: Folders,
    /// Open the file to read only.
    pub read_only: bool,
    /// Show the records as they were then.
    pub as_of: Option<AsOf>,
    /// Sign off all other sessions.
    pub take_over: bool,
    /// Look at the whole file and sign in behind the first screen.
    pub behind: bool,
    /// Have copies of a file made by themselves.
    pub copies: bool,
    /// This program, which reads workbooks in a process of its own.
    pub program: PathBuf,
}

impl Setup {
    /// For the person who runs the program, on the computer's clock.
    pub fn of_environment() -> Setup {
        Setup {
            clock: Clock::system(),
            who: Who::here(),
            folders: Folders::of_environment(),
            read_only: false,
            as_of: None,
            take_over: false,
            behind: false,
            copies: true,
            program: this_program(),
        }
    }
}

/// Where this program lies; where the system does not tell, the name by which a shell finds it.
pub fn this_program() -> PathBuf {
    std::env::current_exe().unwrap_or_else(|_| "aims".into())
}
