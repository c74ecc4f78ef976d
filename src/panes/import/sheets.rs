//! Which sheet of a workbook is meant, where several hold a table or where a person says otherwise.

use crate::{
    command::Command,
    exchange::workbook::Listed,
    parts::{Canvas, Window},
    shown::{cut, pad, shown_line},
};
use ratatui::layout::Rect;

/// The sheets to choose from.
pub(super) struct Sheets {
    sheets: Vec<Listed>,
    window: Window,
}

impl Sheets {
    /// All of a workbook, the marked one first: that which is read, else the first with a table.
    pub fn of(sheets: Vec<Listed>, read: Option<usize>) -> Sheets {
        let at = read.or_else(|| sheets.iter().position(|sheet| sheet.table)).unwrap_or(0);
        Sheets { sheets, window: Window::at(at) }
    }
    pub fn current(&self) -> Option<&str> {
        self.sheets.get(self.window.cursor).map(|sheet| sheet.name.as_str())
    }
    pub fn moved(&mut self, command: Command, rows: u16) -> Option<()> {
        super::step(&mut self.window, command, rows, self.sheets.len())
    }

    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let tables = self.sheets.iter().filter(|sheet| sheet.table).count();
        let head = format!("Which sheet? {tables} of {} hold a table.", self.sheets.len());
        let used = canvas.wrapped(area, &head, canvas.theme.heading()) + 1;
        let height = area.height.saturating_sub(used + 1);
        let top = self.window.top_for(height.into(), self.sheets.len());
        let wide = usize::from(area.width.saturating_sub(30)).clamp(8, 44);
        for (i, sheet) in self.sheets.iter().enumerate().skip(top).take(height.into()) {
            let here = i == self.window.cursor;
            let style = if here { canvas.theme.selected() } else { canvas.theme.plain() };
            let sign = if here { '>' } else { ' ' };
            let name = cut(&shown_line(sheet.name.trim()), wide);
            let what = if sheet.table { "" } else { "hidden, or no table" };
            let text = format!("{sign} {}  {:>6} rows  {what}", pad(&name, wide), sheet.rows);
            canvas.put_cut(area.x, area.y + used + (i - top) as u16, area.width, text.trim_end(), style);
        }
        let foot = "SHEET  Enter reads the marked one; it is one import a sheet   Esc back";
        let y = area.bottom().saturating_sub(1);
        canvas.put_cut(area.x, y, area.width, foot, canvas.theme.plain());
    }
}
