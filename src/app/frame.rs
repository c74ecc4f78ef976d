//! What surrounds every pane: the header row and the footer row, from the one table of commands.
//!
//! The help key is the last thing to leave the footer, at every width.

use super::App;
use crate::{
    command::{Command, Context},
    domain::words,
    parts::Canvas,
    shown::{cells, cut, wrap_first},
    ui::{Covers, Header, Pane},
};
use ratatui::layout::Rect;

/// Draws header and footer and returns what is left between them.
pub fn draw(app: &App, canvas: &mut Canvas, area: Rect) -> Rect {
    if app.world.bars_hidden || area.height < 4 {
        return area;
    }
    draw_header(app, canvas, area);
    let rules = area.height >= 10;
    let top_rule = rules && !app.screen().is_some_and(Pane::own_top);
    let message = message_rows(app, area);
    let foot = (message.len().max(1)) as u16;
    let last = area.bottom() - foot;
    draw_footer(app, &message, canvas, Rect::new(area.x, last, area.width, foot));
    let top = area.y + 1 + u16::from(top_rule);
    let bottom = last - u16::from(rules);
    if top_rule {
        canvas.rule(area.y + 1);
    }
    if rules {
        canvas.rule(last - 1);
    }
    Rect::new(area.x, top, area.width, bottom.saturating_sub(top))
}

/// On the rule under a pane: how many of its lines lie below.
pub fn draw_below(app: &App, canvas: &mut Canvas, area: Rect, body: Rect) {
    let rule = body.bottom();
    if app.world.bars_hidden || area.height < 10 || app.card_shown || canvas.below == 0 {
        return;
    }
    canvas.keep_to(area);
    canvas.rule_more(area, rule);
    canvas.keep_to(body);
}

fn draw_header(app: &App, canvas: &mut Canvas, area: Rect) {
    let world = &app.world;
    let of = |pane: &dyn Pane| {
        let seen = app.seen_by(pane);
        let organisation = world.file.as_ref().map_or(String::new(), |_| seen.world().banner().to_string());
        (pane.header(seen.world()), organisation)
    };
    let (header, banner) = app.screen().map(of).unwrap_or_default();
    let failing = world.is_unsaved();
    let right = right_text(app);
    let width = usize::from(area.width);
    let style = if failing { canvas.theme.unsaved() } else { canvas.theme.plain() };
    let right_width = cells(&right).min(width);
    canvas.put_right(area.x, area.y, area.width.saturating_sub(1), &right, style);
    let Header { left, middle } = header;
    let room = width.saturating_sub(right_width + 4);
    // What is said at the right comes and goes; the organisation does not with it.
    let steady = width.saturating_sub(STATUS);
    let left = titled(left, &banner, steady, cells(&middle));
    // What is left to do matters more than the end of a long name.
    let wanted = cells(&middle) + 3;
    let left = cut(&left, if room > wanted + 24 { room - wanted } else { room });
    canvas.put(area.x + 1, area.y, area.width.saturating_sub(1), &left, canvas.theme.heading());
    let gap = room.saturating_sub(cells(&left));
    if !middle.is_empty() && gap > 8 {
        let middle = cut(&middle, gap - 2);
        let end = width.saturating_sub(right_width + 3);
        let at = (cells(&left) + 3).max(end.saturating_sub(cells(&middle)));
        canvas.put(area.x + at as u16, area.y, (end + 1).saturating_sub(at) as u16, &middle, canvas.theme.plain());
    }
}

/// What stands at the left: where all of it has no room beside the middle, the organisation goes before a letter of a
/// title does.
fn titled(left: String, organisation: &str, room: usize, middle: usize) -> String {
    let fits = cells(&left) + if middle > 0 { middle + 3 } else { 0 } <= room;
    match left.strip_prefix(organisation).map(str::trim_start) {
        Some(title) if !fits && cells(title) >= LONG_TITLE => title.to_string(),
        _ => left,
    }
}

/// Cells that are left for what is said at the right.
const STATUS: usize = 34;
/// Cells from which on a title stands without the organisation rather than cut; a place of one word is no title.
const LONG_TITLE: usize = 16;

fn right_text(app: &App) -> String {
    let world = &app.world;
    let mut parts: Vec<String> = Vec::new();
    if world.is_demo() {
        parts.push(if world.size.0 >= 100 { "DEMO DATA".into() } else { "DEMO".into() });
    }
    let unread = world.messages.iter().filter(|m| m.warning && !m.read).count();
    if unread > 0 && app.status().is_none() {
        parts.push(format!("{unread} unread (g m)"));
    }
    let others = world.file.as_ref().map_or(0, |f| f.others.len());
    if others > 0 {
        parts.push(format!("+{others} here"));
    }
    if world.hide_verdicts {
        parts.push("verdicts hidden".into());
    }
    // In a closed round nothing is typed; on a narrow screen its day matters more than the time of the last save.
    let failing = world.is_unsaved();
    let closed = app.screen().and_then(|p| app.seen_by(p).world().as_of());
    let saved = closed.is_none() || world.size.0 >= 100 || world.saved.waiting > 0 || failing;
    parts.extend(closed);
    parts.extend(saved.then(|| world.saved_text()));
    parts.retain(|p| !p.is_empty());
    parts.join("  ")
}

fn draw_footer(app: &App, message: &[String], canvas: &mut Canvas, area: Rect) {
    let world = &app.world;
    let contexts = app.contexts();
    let help = help_token(app, &contexts);
    let help_width = cells(&help);
    let width = usize::from(area.width);
    let end = area.width.saturating_sub(u16::from(width > help_width));
    canvas.put_right(area.x, area.bottom() - 1, end, &help, canvas.theme.heading());
    let room = width.saturating_sub(help_width + 3);
    let pending = app.pending_text();
    if !pending.is_empty() {
        let text = format!("{pending} …");
        canvas.put(area.x + 1, area.y, room as u16, &text, canvas.theme.heading());
        return;
    }
    if let Some((_, warning)) = app.status() {
        let style = if warning { canvas.theme.unsaved() } else { canvas.theme.heading() };
        for (row, y) in message.iter().zip(area.y..) {
            canvas.put_cut(area.x + 1, y, room as u16, row, style);
        }
        return;
    }
    if let Some(told) = app.job_text() {
        canvas.put_cut(area.x + 1, area.y, room as u16, &told, canvas.theme.heading());
        return;
    }
    let mut x = 1;
    let top = app.top();
    if let Some(state) = top.and_then(|p| state_word(p.contexts(app.seen_by(p).world()).first().copied())) {
        canvas.put(area.x + 1, area.y, room as u16, state, canvas.theme.heading());
        x += cells(state) + 2;
    }
    for command in top.map(|p| p.hints(app.seen_by(p).world())).unwrap_or_default() {
        let Some(key) = world.keymap.keys_of(&contexts, command).into_iter().next() else { continue };
        let word = app.word_of(command);
        if word.is_empty() {
            continue;
        }
        let token_width = cells(&key) + 1 + cells(word);
        if x + token_width > room {
            continue;
        }
        let spans = [(key.as_str(), canvas.theme.heading()), (" ", canvas.theme.plain()), (word, canvas.theme.plain())];
        canvas.spans(area.x + x as u16, area.y, (room + 1 - x) as u16, &spans);
        x += token_width + 2;
    }
}

/// Rows that a message takes at most; what is longer is whole in the list of messages.
const MESSAGE_ROWS: usize = 3;

/// The message in rows of the footer: a reason is not cut where the screen has room for it.
fn message_rows(app: &App, area: Rect) -> Vec<String> {
    let Some((text, _)) = app.status().filter(|_| app.pending_text().is_empty()) else { return Vec::new() };
    let help = cells(&help_token(app, &app.contexts()));
    let room = usize::from(area.width).saturating_sub(help + 3);
    let most = if area.height < 20 { 1 } else { MESSAGE_ROWS };
    let mut rows = wrap_first(text, room, most + 1);
    if let Some(more) = rows.get(most).cloned() {
        rows.truncate(most);
        let end = rows.pop().unwrap_or_default();
        rows.push(cut(&format!("{} {more}", end.trim_end()), room));
    }
    rows
}

fn state_word(context: Option<Context>) -> Option<&'static str> {
    match context? {
        Context::Writing => Some("NOTE"),
        Context::Card => Some("KEYS"),
        Context::Drawer => Some("FINDING"),
        Context::Recap => Some("RECAP"),
        Context::Cells => Some("CELLS"),
        _ => None,
    }
}

/// The help key as it is in this place: `? help`, while writing `^X ? help`.
fn help_token(app: &App, contexts: &[Context]) -> String {
    let key = app.world.keymap.keys_of(contexts, Command::Help).into_iter().next();
    match key {
        Some(key) => format!("{key} help"),
        None => {
            let key = app.world.keymap.keys_of(contexts, Command::Cancel).into_iter().next().unwrap_or("Esc".into());
            format!("{key} closes help")
        }
    }
}

impl App {
    /// The short word of a command, as the pane on top calls it.
    pub fn word_of(&self, command: Command) -> &'static str {
        let own = self.top().and_then(|pane| pane.key_word(command, self.seen_by(pane).world()));
        own.unwrap_or(command.info().short)
    }
    /// Its label. One that is called otherwise here has two, `Minor nonconformity / partly in place`: the second is meant.
    pub fn label_of(&self, command: Command) -> String {
        let info = command.info();
        match info.label.split_once(" / ").filter(|_| self.word_of(command) != info.short) {
            Some((_, other)) => words::capital(other),
            None => info.label.into(),
        }
    }
    /// The pane that fills the screen.
    pub fn screen(&self) -> Option<&dyn Pane> {
        self.panes().rev().find(|p| p.covers() == Covers::Screen)
    }
}
