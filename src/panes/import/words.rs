//! Words of a sheet that have no sure reading: one line a word, one answer for all its rows.

use super::steps::{Done, next_open};
use crate::{
    command::Command,
    exchange::sheets::{
        SheetReading,
        cells::{ORDER, UnclearWord},
        said,
    },
    keymap::{Code, Key},
    parts::{Canvas, Window},
    shown::{cut, pad, shown_line},
};
use ratatui::layout::Rect;

/// One word.
struct Line {
    question: UnclearWord,
    /// What it can become: as it is written, and for people.
    can: Vec<(String, String)>,
    /// The one that is chosen; nothing where a person has to choose.
    at: Option<usize>,
    open: bool,
    /// It is set aside: its rows are left out, and the next import asks again.
    aside: bool,
}

impl Line {
    fn of(question: &UnclearWord) -> Line {
        let mut can = question.options.clone();
        if question.word != ORDER {
            can.push((said::KEPT.into(), "kept as a line".into()));
            can.push((said::OUT.into(), "empty".into()));
        }
        let at = match &question.proposal {
            Some(proposal) => can.iter().position(|(value, _)| value == proposal),
            None if question.word == ORDER => None,
            None => can.iter().position(|(value, _)| value == said::KEPT),
        };
        Line { question: question.clone(), can, at, open: true, aside: false }
    }
    fn becomes(&self) -> &str {
        match self.at {
            _ if self.aside => "set aside",
            Some(at) => &self.can[at].1,
            None => "not said",
        }
    }
}

/// All words that are asked about.
pub(super) struct Words {
    lines: Vec<Line>,
    window: Window,
}

impl Words {
    pub fn of(reading: &SheetReading) -> Words {
        Words { lines: reading.words.iter().map(Line::of).collect(), window: Window::default() }
    }

    /// What was said here: heading, word and value.
    pub fn said(&self) -> Vec<(String, String, String)> {
        let said = self.lines.iter().filter(|line| !line.open && !line.aside);
        said.filter_map(|line| {
            let (value, _) = &line.can[line.at?];
            Some((line.question.column.clone(), line.question.word.clone(), value.clone()))
        })
        .collect()
    }

    pub fn moved(&mut self, command: Command, rows: u16) -> Option<()> {
        super::step(&mut self.window, command, rows, self.lines.len())
    }

    pub fn accept(&mut self) -> Done {
        if let Some(line) = self.lines.get_mut(self.window.cursor).filter(|line| line.open) {
            if line.at.is_none() {
                return Done::Refused("Left and Right choose what it becomes, then Enter".into());
            }
            line.open = false;
        }
        self.next()
    }

    fn next(&mut self) -> Done {
        next_open(&mut self.window, self.lines.len(), |at| self.lines[at].open)
    }

    pub fn input(&mut self, key: Key) -> Done {
        let Some(line) = self.lines.get_mut(self.window.cursor) else { return Done::NotMine };
        let n = line.can.len();
        let named = |value: &str| line.can.iter().position(|(v, _)| v == value);
        let chosen = match key.code {
            Code::Left => {
                line.at = Some(line.at.map_or(n - 1, |at| (at + n - 1) % n));
                line.aside = false;
                return Done::Moved;
            }
            Code::Right => {
                line.at = Some(line.at.map_or(0, |at| (at + 1) % n));
                line.aside = false;
                return Done::Moved;
            }
            Code::Char('x') => {
                (line.aside, line.open) = (true, false);
                return self.next();
            }
            Code::Char('-') => named(said::OUT),
            Code::Char('+') => named(said::KEPT),
            Code::Char(digit @ '1'..='9') => {
                Some(digit as usize - '1' as usize).filter(|at| *at < line.question.options.len())
            }
            _ => return Done::NotMine,
        };
        match chosen {
            Some(at) => {
                (line.at, line.open, line.aside) = (Some(at), false, false);
                self.next()
            }
            None => Done::Refused("that is no answer to this word".into()),
        }
    }

    pub fn draw(&self, reading: &SheetReading, canvas: &mut Canvas, area: Rect) {
        let plain = canvas.theme.plain();
        let n = self.lines.len();
        let head = match n {
            0 => "No word has to be said".to_string(),
            1 => "1 word has no sure reading; it is answered once and remembered".into(),
            _ => format!("{n} words have no sure reading; each is answered once and remembered"),
        };
        canvas.put_cut(area.x, area.y, area.width, &head, canvas.theme.heading());
        let wide = usize::from(area.width);
        let first = (wide.saturating_sub(34) / 2).clamp(10, 44);
        let titles = format!("   {}  {}   Rows  Becomes", pad("Column", first), pad("Their word", first));
        canvas.put_cut(area.x, area.y + 1, area.width, &titles, canvas.theme.dimmed());
        let height = area.height.saturating_sub(8).max(1);
        let top = self.window.top_for(height.into(), n);
        for (i, line) in self.lines.iter().enumerate().skip(top).take(height.into()) {
            let here = i == self.window.cursor;
            let (mark, sign) = (if here { '>' } else { ' ' }, if line.open { '?' } else { '=' });
            let (column, word) = (shown_line(line.question.column.trim()), told(&line.question));
            let text = format!(
                "{mark}{sign} {}  {}  {:>5}  {}",
                pad(&cut(&column, first), first),
                pad(&cut(&word, first), first),
                line.question.rows,
                line.becomes()
            );
            let style = if here { canvas.theme.selected() } else { plain };
            canvas.put_cut(area.x, area.y + 2 + (i - top) as u16, area.width, &text, style);
        }
        let below = Rect { y: area.bottom().saturating_sub(5), height: 5.min(area.height), ..area };
        self.draw_detail(reading, canvas, below);
    }

    fn draw_detail(&self, reading: &SheetReading, canvas: &mut Canvas, area: Rect) {
        let plain = canvas.theme.plain();
        let foot =
            "WORDS  Enter yes, next   Left Right or 1-9 value   - empty   + keep   x set aside   m map   P preview";
        let Some(line) = self.lines.get(self.window.cursor) else {
            canvas.wrapped(area, "Enter goes on to the preview", plain);
            return;
        };
        let rows = reading.rows_with(&line.question);
        let option = |(i, (_, label)): (usize, &(String, String))| {
            let number = if i < line.question.options.len().min(9) { format!("{} ", i + 1) } else { String::new() };
            let label = label.strip_prefix(&number).unwrap_or(label);
            let text = format!("{number}{label}");
            if Some(i) == line.at { format!("[{text}]") } else { text }
        };
        let options: Vec<String> = line.can.iter().enumerate().map(option).collect();
        let text = format!("{}: {rows}", told(&line.question));
        canvas.put_cut(area.x, area.y, area.width, &text, plain);
        let used = canvas.wrapped(
            Rect { y: area.y + 1, height: area.height.saturating_sub(3), ..area },
            &format!("Becomes {}", options.join("  ")),
            plain,
        );
        let y = area.y + 1 + used;
        canvas.wrapped(Rect { y, height: area.bottom().saturating_sub(y), ..area }, foot, plain);
    }
}

fn told(question: &UnclearWord) -> String {
    match question.word == ORDER {
        true => "03/04: day or month first?".into(),
        false => shown_line(question.word.trim()).into_owned(),
    }
}
