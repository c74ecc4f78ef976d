//! What the tests of panes share: worlds with and without records, and screens as rows of text.

use crate::{
    app::{App, Msg},
    command::Command,
    demo,
    domain::{Kind, Records, Stamp},
    framework,
    keymap::{Code, Key, Keymap},
    parts::paint::tests::{THEME, screen as drawn},
    ui::{Effect, Pane, World},
};
use jiff::civil::{Date, date, time};
use ratatui::layout::Rect;
use std::sync::OnceLock;

/// A Tuesday.
pub const TODAY: Date = date(2026, 11, 24);

/// The sizes that every pane is drawn at.
pub const SIZES: [(u16, u16); 8] = [(80, 24), (140, 45), (60, 15), (20, 5), (1, 1), (200, 60), (100, 30), (3, 2)];

fn world(records: Records) -> World {
    static KEYS: OnceLock<Keymap> = OnceLock::new();
    let keymap = KEYS.get_or_init(|| Keymap::shipped("default").expect("the default map is there"));
    World {
        records: records.into(),
        now: Stamp::at(TODAY.to_datetime(time(9, 30, 0, 0)), 60),
        tick: 1_000,
        actor: "anna@desk".into(),
        window: 1,
        size: (80, 24),
        theme: THEME,
        keymap: keymap.clone().into(),
        settings: Default::default(),
        foreign: Default::default(),
        file: Some(crate::session::FileInfo { path: "halden.aims".into(), ..Default::default() }),
        saved: Default::default(),
        hide_verdicts: false,
        bars_hidden: false,
        drafts: Default::default(),
        theirs: Default::default(),
        whose: Default::default(),
        found: Default::default(),
        loaded: Kind::ALL.to_vec(),
        recent: Vec::new().into(),
        unseen: Vec::new().into(),
        messages: Vec::new().into(),
        files: Vec::new(),
        demo_path: "demo/halden.aims".into(),
        about: Vec::new(),
        rounds: Default::default(),
        trend: None,
        past: None,
        made: None,
        again: None,
        at_field: Default::default(),
        prefs: Default::default(),
    }
}

/// A new file of an organisation.
pub fn empty() -> World {
    let mut records = Records::default();
    records.apply(&framework::first_records("Acme", false));
    world(records)
}

/// The demo organisation as it is on [`TODAY`].
pub fn halden() -> World {
    static MADE: OnceLock<(Records, Vec<demo::PastStep>)> = OnceLock::new();
    let (records, steps) = MADE.get_or_init(|| {
        let mut records = Records::default();
        records.apply(&framework::first_records("Halden Mobility", true));
        let steps = demo::steps(TODAY, 60).expect("the demo is in order");
        for past in &steps {
            records.apply(&past.change);
        }
        (records, steps)
    });
    let mut world = world(records.clone());
    steps.iter().for_each(|past| {
        world.happened(crate::ui::world::Recent {
            seq: 0,
            at: past.at,
            actor: past.actor.clone(),
            label: past.change.label.clone(),
            about: Vec::new(),
        })
    });
    world
}

/// What a pane draws on a screen of this size.
pub fn screen(pane: &dyn Pane, world: &World, (width, height): (u16, u16)) -> Vec<String> {
    drawn(width, height, |canvas| pane.draw(world, canvas, Rect::new(0, 0, width, height)))
}

/// The same as one text.
pub fn text(pane: &dyn Pane, world: &World, size: (u16, u16)) -> String {
    screen(pane, world, size).join("\n")
}

/// Draws at every size; what panics, fails.
pub fn draw_at_all_sizes(pane: &dyn Pane, world: &mut World) {
    for size in SIZES {
        world.size = size;
        screen(pane, world, size);
    }
    world.size = (80, 24);
}

/// Presses keys as a key script writes them and returns what the runtime is asked for.
pub fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    let keys = crate::keymap::keys(keys).expect("the script is in order");
    let (now, tick) = (app.world.now, app.world.tick);
    keys.into_iter().flat_map(|key| app.update(now, tick, Msg::Key(key))).collect()
}

/// Types a text into a pane's field and returns the effects of the last key.
pub fn type_text(pane: &mut dyn Pane, world: &World, text: &str) -> Vec<Effect> {
    text.chars().fold(Vec::new(), |_, c| pane.input(Key::plain(Code::Char(c)), world).unwrap_or_default())
}

/// Runs a command that the pane must know.
pub fn run(pane: &mut dyn Pane, world: &World, command: Command) -> Vec<Effect> {
    pane.run(command, None, world).unwrap_or_else(|| panic!("{} is not taken", command.id()))
}
