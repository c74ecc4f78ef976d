//! The first screen, while no file is open: try the demo, make a file, open one. Nothing is asked and nothing set up.

use crate::{
    command::{Command, Context},
    domain::Id,
    keymap::Key,
    panes::palette::key_of,
    parts::{Canvas, Window},
    ui::{Effect, Header, Pane, Place, World, prefs::Pref},
};
use ratatui::layout::Rect;

/// The open screen.
#[derive(Default)]
pub struct Start {
    window: Window,
}

/// What can be done without a file; the recent files follow.
const WAYS: [(&str, &str, Command); 3] = [
    ("Try the demo", "an invented organisation in the middle of an audit", Command::OpenDemo),
    ("New file", "one file for one organisation", Command::NewFile),
    ("Open file", "an .aims file that is there already", Command::OpenFile),
];
/// Recent files that are offered.
const FILES: usize = 9;

impl Start {
    fn len(world: &World) -> usize {
        WAYS.len() + world.files.len().min(FILES)
    }

    fn enter(&self, world: &World) -> Vec<Effect> {
        match (WAYS.get(self.window.cursor), world.files.get(self.window.cursor.wrapping_sub(WAYS.len()))) {
            (Some((.., Command::OpenDemo)), _) => vec![Effect::OpenDemo],
            (Some((.., command)), _) => vec![Effect::Run(*command)],
            (None, Some(path)) => vec![Effect::OpenFile(path.clone())],
            (None, None) => Vec::new(),
        }
    }

    fn draw_row(&self, canvas: &mut Canvas, (x, y, width): (u16, u16, u16), at: usize, text: &str) {
        let current = self.window.cursor == at;
        let style = if current { canvas.theme.selected() } else { canvas.theme.plain() };
        canvas.put_full(x, y, width, &format!("{} {text}", if current { ">" } else { " " }), style);
        if current {
            canvas.set_cursor(x, y);
        }
    }
}

/// The hands that keys can be for, each with its key, and which one is chosen.
fn hands(world: &World) -> String {
    use Command::*;
    let hands = [(MapDefault, "default"), (MapVim, "vim"), (MapEmacs, "emacs"), (MapSheet, "sheet")];
    let one = |(command, name): (Command, &str)| {
        let now = if world.prefs.of(Pref::Keys) == name { " (now)" } else { "" };
        let label = if name == "sheet" { "spreadsheet" } else { name };
        format!("{} {label}{now}", key_of(world, command))
    };
    hands.map(one).join("   ")
}

impl Pane for Start {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Start)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Start]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        vec![Open, OpenDemo, NewFile, OpenFile, Palette, Quit]
    }
    fn header(&self, _: &World) -> Header {
        Header { left: "AIMS  AI management system workbench".into(), middle: "ISO/IEC 42001".into() }
    }
    fn subject(&self, _: &World) -> Option<Id> {
        None
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Down => self.window.down(1, Start::len(world)),
            Command::Up => self.window.up(1),
            Command::Open => return Some(self.enter(world)),
            Command::Back => return Some(vec![Effect::Quit]),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let blank = u16::from(area.height > 8);
        let files: Vec<String> = world.files.iter().take(FILES).map(|p| p.display().to_string()).collect();
        let labels = WAYS.iter().map(|(label, note, _)| format!("{label:<14} {note}")).chain(files);
        // Where there is little room, the rows around the cursor are what is seen.
        let room = usize::from(area.height.saturating_sub(blank)).max(1);
        let skip = (self.window.cursor + 1).saturating_sub(room);
        let mut y = area.y + blank;
        for (at, text) in labels.enumerate().skip(skip) {
            if y >= area.bottom() {
                return;
            }
            if at == WAYS.len() && blank == 1 {
                canvas.put(area.x.saturating_add(1), y + 1, area.width, "OPENED BEFORE", canvas.theme.heading());
                y += 2;
            }
            self.draw_row(canvas, (area.x, y, area.width), at, &text);
            y += 1;
        }
        let below = Rect::new(
            area.x.saturating_add(2),
            y + 1,
            area.width.saturating_sub(3),
            area.bottom().saturating_sub(y + 1),
        );
        let keys = format!("KEYS  {}", hands(world));
        canvas.put_cut(below.x, below.y, below.width, &keys, canvas.theme.heading());
        let below = Rect::new(below.x, (below.y + 2).min(area.bottom()), below.width, below.height.saturating_sub(2));
        let demo = format!("The demo file will be {}. Nothing leaves this machine.", world.demo_path.display());
        canvas.wrapped(below, &demo, canvas.theme.plain());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panes::testing::*;

    #[test]
    fn three_ways_in_and_the_files_of_before() {
        let mut world = empty();
        world.file = None;
        world.files = vec!["a.aims".into(), "b.aims".into()];
        let mut pane = Start::default();
        let text = text(&pane, &world, (80, 20));
        assert!(text.contains("> Try the demo") && text.contains("a.aims"), "{text}");
        assert!(text.contains("demo/halden.aims") && text.contains("Nothing leaves this machine."), "{text}");
        assert!(matches!(run(&mut pane, &world, Command::Open)[..], [Effect::OpenDemo]));
        run(&mut pane, &world, Command::Down);
        assert!(matches!(run(&mut pane, &world, Command::Open)[..], [Effect::Run(Command::NewFile)]));
        (0..9).for_each(|_| drop(run(&mut pane, &world, Command::Down)));
        assert!(matches!(&run(&mut pane, &world, Command::Open)[..], [Effect::OpenFile(p)] if p.ends_with("b.aims")));
        draw_at_all_sizes(&pane, &mut world);
    }
}
