//! The outline in lines, for plain mode.

use super::Outline;
use crate::ui::Plain;

impl<T: PartialEq + Clone> Outline<T> {
    /// The lines of plain mode; `empty` stands there if there is none.
    pub fn plain(&self, empty: &str) -> Plain {
        let mut plain = Plain::default();
        if !self.filter.is_empty() {
            plain.head(format!("only lines with “{}”", self.filter));
        }
        if self.shown.is_empty() {
            plain.said(empty);
        }
        for i in &self.shown {
            let line = &self.lines[*i];
            match line.target {
                Some(_) => plain.stop(line.text.trim()),
                None => plain.said(line.text.trim()),
            }
        }
        plain.stand(self.stop());
        plain
    }
}
