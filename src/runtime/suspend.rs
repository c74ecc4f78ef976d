//! Giving the terminal to others for a while: to the shell by the stop key, to the person's editor.

use super::{
    editor::{self, Paper},
    screen,
};
use crate::watch::Watch;
use rustix::{
    process::{Signal, getpgrp, getsid, kill_current_process_group},
    stdio::stdin,
    termios::{QueueSelector, tcflush},
};
use std::path::PathBuf;

/// Stops the program until the shell continues it. The error says why nothing can continue it.
pub(super) fn stop() -> Result<(), String> {
    if getsid(None).is_ok_and(|session| session == getpgrp()) {
        return Err("no shell is here to come back from; Q quits".into());
    }
    screen::restore();
    // The whole group stops, as with the stop key of the terminal: a script around us must not go on alone.
    let stopped = kill_current_process_group(Signal::STOP).map_err(|e| format!("the program cannot be stopped: {e}"));
    screen::enter().map_err(|e| format!("the terminal cannot be taken back: {e}"))?;
    stopped
}

/// Hands text to the person's editor, on the screen the program was started on.
pub(super) fn edit(command: &str, paper: &Paper, text: &str, watch: &Watch) -> Result<(String, PathBuf), String> {
    screen::restore();
    watch.lent(true);
    let edited = editor::edit(command, paper, text);
    watch.lent(false);
    // Keys typed into the editor after its end are not meant for us.
    let _ = tcflush(stdin(), QueueSelector::IFlush);
    screen::enter().map_err(|e| format!("the terminal cannot be taken back: {e}"))?;
    edited
}
