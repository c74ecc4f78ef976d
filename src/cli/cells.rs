//! `aims cells`: the limited process in which a workbook is read. It answers the program that started it, nobody else.

use super::out::{CliFault, Done};
use crate::{
    exchange::workbook,
    session::workbook::{SHEET, limit_this_process},
};
use std::io;

/// Reads the workbook on stdin and answers on stdout.
pub fn run() -> Result<Done, CliFault> {
    limit_this_process();
    let wanted = std::env::var(SHEET).ok();
    workbook::answer(io::stdin().lock(), wanted.as_deref(), io::BufWriter::new(io::stdout().lock()))
        .map(|()| Done::Well)
        .map_err(|_| CliFault::Closed)
}
