//! How the card looks: ribbon, question, note, evidence; below the note a drawer when a finding is raised.

use super::{Card, claims::stands, drawer::Drawer, drawer::DrawerPart, wide};
use crate::{
    command::{Command, Context},
    domain::{
        Id, Kind, Record,
        kinds::{
            answer::{self, Verdict},
            finding, interview, request, sighting,
        },
    },
    framework::{self, Guide},
    parts::{Canvas, clock, overlay},
    shown::{cells, cut, wrap, wrap_first},
    ui::{Header, World},
};
use ratatui::layout::Rect;

/// From this width on the question list and the context stand beside the note.
const WIDE: u16 = 120;

pub fn header(card: &Card, world: &World) -> Header {
    let Some(record) = world.records.get(card.interview) else { return Header::default() };
    let role = world.view().cell(record, interview::ROLE);
    let with = world.view().cell(record, interview::WITH);
    let role =
        if role.is_empty() || role.eq_ignore_ascii_case(record.title()) { String::new() } else { format!(", {role}") };
    let time = card.minutes_left(world).map_or(String::new(), |m| format!("{}, ", clock::minutes_left(m)));
    let paused = if card.clock.paused { "clock paused, " } else { "" };
    let to_ask = if card.is_meeting(world) { String::new() } else { format!("{} to ask", card.to_ask(world)) };
    Header {
        left: format!("{} {}  {with}{role}", card.interview, record.title()),
        middle: format!("{paused}{time}{to_ask}").trim_end_matches(", ").to_string(),
    }
}

pub fn draw(card: &Card, world: &World, canvas: &mut Canvas, area: Rect) {
    if area.is_empty() {
        return;
    }
    let Some(record) = card.current(world) else {
        let text =
            "This interview has no question yet. + adds one; q goes back, where p proposes questions from the role.";
        canvas.wrapped(area, text, canvas.theme.plain());
        return;
    };
    let mut area = area;
    if area.height >= 4 {
        draw_ribbon(card, world, canvas, Rect::new(area.x, area.y, area.width, 1));
        area = below(area, 1);
    }
    if area.height >= 9 {
        canvas.rule(area.y);
        area = below(area, 1);
    }
    let middle = if area.width >= WIDE { wide::draw(card, world, canvas, area) } else { area };
    draw_middle(card, world, record, canvas, middle, area.width >= WIDE);
    if card.key_card && !card.is_writing(world) {
        draw_keys(card, world, canvas, area);
    }
}

fn below(area: Rect, rows: u16) -> Rect {
    Rect::new(area.x, area.y + rows, area.width, area.height.saturating_sub(rows))
}

/// `ccmcco[7]P..........`, and what that makes in numbers.
fn draw_ribbon(card: &Card, world: &World, canvas: &mut Canvas, area: Rect) {
    let answers = card.answers(world);
    let letters: Vec<String> = answers
        .iter()
        .enumerate()
        .map(|(i, a)| if Some(a.id) == card.at { format!("[{}]", i + 1) } else { card.letter(a, world).to_string() })
        .collect();
    let count = |wanted: &dyn Fn(Verdict) -> bool| answers.iter().filter(|a| wanted(answer::verdict(a))).count();
    let promised = answers.iter().flat_map(|a| promises(world, a)).count();
    let findings =
        if world.hide_verdicts { String::new() } else { format!("  findings {}", card.findings(world).len()) };
    let full = format!(
        "done {}  parked {}{findings}  promised {promised}",
        count(&|v| v.is_judged()),
        count(&|v| v == Verdict::Parked)
    );
    let short = format!("{}/{}", count(&|v| v.is_judged()), answers.len());
    let sums = if usize::from(area.width) > cells(&full) + 24 { full } else { short };
    canvas.put_right(area.x, area.y, area.width.saturating_sub(1), &sums, canvas.theme.plain());
    let room = usize::from(area.width).saturating_sub(cells(&sums) + 4);
    let at = card.number(world).saturating_sub(1);
    let skip = (at + 6).saturating_sub(room.saturating_sub(4)).min(letters.len());
    let skip = if letters.iter().map(|l| l.len()).sum::<usize>() <= room { 0 } else { skip };
    let mut x = area.x + 1;
    let end = area.x + 1 + room as u16;
    for (letter, a) in letters.iter().zip(&answers).skip(skip) {
        let style = if world.hide_verdicts { canvas.theme.plain() } else { canvas.theme.verdict(answer::verdict(a)) };
        let style = if Some(a.id) == card.at { canvas.theme.heading() } else { style };
        if x + letter.len() as u16 > end {
            break;
        }
        x += canvas.put(x, area.y, letter.len() as u16, letter, style);
    }
}

/// The question, the note, and below it the drawer or the context, unless a wide screen has that beside the note.
fn draw_middle(card: &Card, world: &World, record: &Record, canvas: &mut Canvas, area: Rect, wide: bool) {
    let drawer_rows = card.drawer.as_ref().map_or(0, |drawer| drawer_height(area, drawer));
    let guide = framework::guide_of(&world.records, record);
    let question = Rect::new(area.x, area.y, area.width, question_height(area.height, card.drawer.is_some()));
    let used = draw_question(card, world, record, &guide, canvas, question);
    let mut rest = below(area, used);
    if used > 0 && rest.height > 3 {
        canvas.rule_in(rest.x, rest.y, rest.width);
        rest = below(rest, 1);
    }
    let context = if card.drawer.is_some() || area.height < 14 || wide { 0 } else { 3 };
    let tall = area.width < 110 && area.height >= 34;
    let good = if tall { guide.look_for.len().min(6) as u16 + 1 } else { 0 };
    let under = if context > 0 { context + 1 + good } else { 0 };
    let note = Rect::new(rest.x, rest.y, rest.width, rest.height.saturating_sub(drawer_rows + under));
    let inner = Rect::new(note.x + 1, note.y, note.width.saturating_sub(2), note.height);
    let focused = card.writing && card.drawer.is_none();
    card.draw_note(world, canvas, inner, focused);
    if !card.writing && card.drawer.is_none() {
        canvas.set_cursor(area.x, area.y);
    }
    let bottom = below(rest, note.height);
    match &card.drawer {
        Some(drawer) => draw_drawer(card, drawer, world, canvas, bottom),
        None if context > 0 => draw_context(card, world, record, canvas, bottom),
        None => {}
    }
}

/// Rows the question may take: on a small screen the note comes first.
fn question_height(height: u16, drawer: bool) -> u16 {
    match (height, drawer) {
        (0..=2, _) => 0,
        (3..=5, _) => 1,
        (6..=9, _) | (_, true) => 2,
        (10..=15, _) => 3,
        (16..=22, _) => 5,
        _ => 9,
    }
}
/// Rows of a drawer beside those of its facts: its title, the other parts, and one that stays free.
const DRAWER_PARTS: u16 = 8;
/// As many rows as the facts take beside the other parts, but no more than leave the note its share.
fn drawer_height(area: Rect, drawer: &Drawer) -> u16 {
    let width = usize::from(area.width.saturating_sub(14));
    let facts: usize = drawer.facts.lines().iter().map(|line| wrap_first(line, width, 40).len().max(1)).sum();
    (area.height * 3 / 5).min(DRAWER_PARTS + facts.clamp(3, 40) as u16).max(3)
}

fn draw_question(card: &Card, world: &World, record: &Record, guide: &Guide, canvas: &mut Canvas, area: Rect) -> u16 {
    if area.height == 0 {
        return 0;
    }
    let verdict = cut(&verdict_text(card, world, record), usize::from(area.width).saturating_sub(30).max(12));
    let style = if world.hide_verdicts { canvas.theme.plain() } else { canvas.theme.verdict(answer::verdict(record)) };
    canvas.put_right(area.x, area.y, area.width.saturating_sub(1), &verdict, style);
    let room = area.width.saturating_sub(cells(&verdict) as u16 + 4);
    let from =
        record.one(answer::CAME_FROM).map_or(String::new(), |id| format!("(from {})  ", world.records.called(id)));
    let title = format!("{}  {from}{}", guide.reference, guide.title);
    canvas.put_cut(area.x + 1, area.y, room, title.trim(), canvas.theme.heading());
    let other = guide.remark();
    let parts = [
        ("ASK", record.title().to_string()),
        other,
        ("SHOW", guide.show.join("; ")),
        ("PROBE", guide.probe.join("  ")),
    ];
    let mut y = 1;
    for (i, (label, text)) in parts.iter().enumerate() {
        let left = area.height.saturating_sub(y);
        let keep = parts[i + 1..].iter().filter(|(_, text)| !text.is_empty()).count() as u16;
        let most = if i == 0 { left.saturating_sub(keep).max(1) } else { (left.saturating_sub(keep)).clamp(1, 3) };
        if left == 0 || text.is_empty() {
            continue;
        }
        canvas.put(area.x + 1, area.y + y, 6, label, canvas.theme.heading());
        y +=
            draw_limited(canvas, Rect::new(area.x + 8, area.y + y, area.width.saturating_sub(9), most.min(left)), text);
    }
    y
}

/// Wrapped text of at most the area's rows; a last sign says that there is more.
fn draw_limited(canvas: &mut Canvas, area: Rect, text: &str) -> u16 {
    let rows = wrap(text, area.width.max(1).into());
    for (i, row) in (0..area.height).zip(&rows) {
        let cut = i + 1 == area.height && rows.len() > area.height.into();
        let row = if cut { format!("{} …", row.trim_end()) } else { row.clone() };
        canvas.put_cut(area.x, area.y + i, area.width, &row, canvas.theme.plain());
    }
    (rows.len() as u16).min(area.height)
}

pub(super) fn verdict_text(card: &Card, world: &World, record: &Record) -> String {
    if world.hide_verdicts || card.is_meeting(world) && answer::verdict(record) == Verdict::NotLookedAt {
        return String::new();
    }
    let verdict = answer::verdict(record);
    let word = card.word(verdict, world);
    let mut extra: Vec<String> = Vec::new();
    if verdict.is_judged() {
        extra.extend(answer::Proof::of(record, answer::PROOF).map(|p| p.label().to_string()));
        if answer::is_unsupported(record) {
            extra.push("no evidence".into());
        }
        extra.extend(
            answer::Works::of(record, answer::WORKS)
                .filter(|w| *w != answer::Works::NotJudged)
                .map(|w| w.label().to_string()),
        );
    }
    if verdict == Verdict::Parked {
        extra.extend(record.one(answer::PARKED_FOR).map(|p| format!("for {}", world.records.name(p))));
        extra.extend(Some(record.text(answer::PARKED)).filter(|t| !t.is_empty()).map(String::from));
    }
    extra.extend(world.records.linked(record.id, Kind::Finding, finding::ANSWER).map(|f| f.id.to_string()));
    let word = match verdict {
        Verdict::Minor | Verdict::Major if !card.is_gap(world) => format!("{} NC", word.to_uppercase()),
        v if v.is_judged() || v == Verdict::Parked => word.to_uppercase(),
        _ => word.to_string(),
    };
    if extra.is_empty() { word } else { format!("{word} ({})", extra.join(", ")) }
}

/// How each piece of evidence stands with a question.
pub(super) fn evidence_lines(world: &World, answer: &Record) -> Vec<String> {
    let evidence = answer.refs(answer::EVIDENCE).iter().filter_map(|id| world.records.live(*id));
    let day = |day| clock::day(day, world.now.date());
    evidence.map(|e| sighting::line(world.view(), answer.id, e, day)).collect()
}

/// The evidence that is promised for a question and still awaited.
pub(super) fn promises<'a>(world: &'a World, answer: &Record) -> impl Iterator<Item = &'a Record> {
    world.records.linked(answer.id, Kind::Request, request::ANSWER).filter(|r| request::is_open(r))
}

fn draw_context(card: &Card, world: &World, record: &Record, canvas: &mut Canvas, area: Rect) {
    canvas.rule_in(area.x, area.y, area.width);
    let seen =
        card.claim_lines(world).into_iter().chain(evidence_lines(world, record)).chain(stands(world, record)).collect();
    let promised: Vec<String> = promises(world, record).map(|r| promise(world, r)).collect();
    let none = |list: Vec<String>| if list.is_empty() { "none yet".to_string() } else { list.join("   ") };
    let last = card.waiting_text(world).map_or_else(|| ("MARKS", wide::marks(card, world)), |text| ("DRAFT", text));
    let mut rows = vec![("EVIDENCE", none(seen)), ("PROMISED", none(promised)), last];
    let guide = framework::guide_of(&world.records, record);
    for (i, line) in guide.look_for.iter().enumerate() {
        let line = format!("{} {line}", crate::panes::ticks::mark(record.text(answer::TICKS), line));
        rows.push((if i == 0 { "LOOK FOR" } else { "" }, line));
    }
    for (i, (label, text)) in (1..area.height).zip(rows) {
        canvas.put(area.x + 1, area.y + i, 10, label, canvas.theme.heading());
        canvas.put_cut(area.x + 11, area.y + i, area.width.saturating_sub(12), &text, canvas.theme.plain());
    }
}

/// `ER-03 drift dashboard export, by Fri 13 Jun, R. Okafor`
pub fn promise(world: &World, request: &Record) -> String {
    let day =
        request.date(request::DUE).map_or(String::new(), |d| format!(", by {}", clock::weekday(d, world.now.date())));
    let who = request.one(request::FROM).map_or(String::new(), |p| format!(", {}", world.records.name(p)));
    format!("{} {}{day}{who}", request.id, request.title())
}

fn draw_drawer(card: &Card, drawer: &Drawer, world: &World, canvas: &mut Canvas, area: Rect) {
    if area.height == 0 {
        return;
    }
    let title = format!("RAISE FINDING {}", world.records.next_id(Kind::Finding));
    let state = if drawer.is_saved() { "draft saved" } else { "draft" };
    canvas.titled(area.x, area.y, area.width, &title, state);
    let ids = |ids: &[Id]| world.records.called_all(ids, ", ");
    let against = drawer.in_full(world);
    let evidence = match drawer.evidence.is_empty() {
        true => "none".into(),
        false => format!("{}   from this question", ids(&drawer.evidence)),
    };
    let owner = drawer.owner.map_or("nobody yet".into(), |p| world.records.name(p));
    let facts_rows = area.height.saturating_sub(DRAWER_PARTS).max(1);
    let inside = below(area, 1);
    let mut y = drawer_top(drawer.part, inside.height, facts_rows);
    let mut row = |canvas: &mut Canvas, part: Option<DrawerPart>, label: &str, rows: u16| {
        let at = y;
        y += i32::from(rows);
        let seen = u16::try_from(at).ok().filter(|at| *at < inside.height);
        let Some(at) = seen.map(|at| inside.y + at) else { return Rect::new(area.x, area.y, 0, 0) };
        let sign = if part == Some(drawer.part) { ">" } else { " " };
        canvas.put(area.x + 1, at, 12, &format!("{sign} {label}"), canvas.theme.heading());
        Rect::new(area.x + 13, at, area.width.saturating_sub(14), rows.min(inside.bottom() - at))
    };
    let field = row(canvas, Some(DrawerPart::Grade), "Grade", 1);
    draw_grade(drawer, &|grade| card.grade_word(grade, world), canvas, field);
    let field = row(canvas, Some(DrawerPart::Title), "Title", 1);
    drawer.title.draw(canvas, field, drawer.part == DrawerPart::Title && !field.is_empty());
    let field = row(canvas, None, "Against", 1);
    put_line(canvas, field, &against);
    let field = row(canvas, None, "Evidence", 1);
    put_line(canvas, field, &evidence);
    let field = row(canvas, Some(DrawerPart::Facts), "Facts", facts_rows);
    drawer.facts.draw(canvas, field, drawer.part == DrawerPart::Facts);
    let field = row(canvas, Some(DrawerPart::Owner), "Owner", 1);
    put_line(canvas, field, &format!("{owner}   (a letter opens the list)"));
    if drawer.part == DrawerPart::Owner {
        canvas.set_cursor(field.x, field.y);
    }
    let field = row(canvas, Some(DrawerPart::Due), "Due", 1);
    let text = match drawer.part {
        DrawerPart::Due => "fri, +30, 2026-03-31; empty: agreed at the closing",
        _ => "set at the closing meeting",
    };
    if drawer.due.is_empty() {
        put_line(canvas, field, text);
    }
    if drawer.part == DrawerPart::Due || !drawer.due.is_empty() {
        drawer.due.draw(
            canvas,
            Rect { width: if drawer.due.is_empty() { field.width.min(1) } else { field.width }, ..field },
            drawer.part == DrawerPart::Due,
        );
    }
}

/// Where the first row of the drawer is drawn, counted from the first one there is room for: on a small screen the
/// rows move up until the part with the cursor is seen.
fn drawer_top(part: DrawerPart, height: u16, facts_rows: u16) -> i32 {
    let last = match part {
        DrawerPart::Grade => 0,
        DrawerPart::Title => 1,
        DrawerPart::Facts => 3 + facts_rows,
        DrawerPart::Owner => 4 + facts_rows,
        DrawerPart::Due => 5 + facts_rows,
    };
    i32::from(height.max(1)) - 1 - i32::from(last.max(height.max(1) - 1))
}

fn draw_grade(drawer: &Drawer, said: &dyn Fn(finding::Grade) -> &'static str, canvas: &mut Canvas, area: Rect) {
    if area.height == 0 {
        return;
    }
    let word = |g: &finding::Grade| {
        let [before, after] = if *g == drawer.grade { ["[", "]"] } else { [" ", " "] };
        format!("{before}{}{after} {}", g.letter(), said(*g))
    };
    let list: Vec<String> = finding::Grade::ALL.iter().map(word).collect();
    put_line(canvas, area, &list.join("   "));
    if drawer.part == DrawerPart::Grade {
        canvas.set_cursor(area.x, area.y);
    }
}

fn put_line(canvas: &mut Canvas, area: Rect, text: &str) {
    if area.height > 0 {
        canvas.put_cut(area.x, area.y, area.width, text, canvas.theme.plain());
    }
}

/// The card's keys, from the one table, in the words of the round.
fn draw_keys(card: &Card, world: &World, canvas: &mut Canvas, area: Rect) {
    let mut rows: Vec<(String, &'static str)> = Vec::new();
    let useless = card.useless(world);
    for (key, command) in world.keymap.bindings(Context::Card).into_iter().filter(|(_, c)| !useless.contains(c)) {
        let moves = matches!(command, Command::Down | Command::Up);
        let word = card.called_here(command, world).unwrap_or(command.info().short);
        if !moves && !word.is_empty() && !rows.iter().any(|(_, known)| *known == word) {
            rows.push((key, word));
        }
    }
    let columns = (area.width / 20).max(1);
    let height = (rows.len() as u16).div_ceil(columns);
    let inside = overlay(canvas, area, "KEYS OF THIS CARD", height);
    for (i, (key, text)) in rows.iter().enumerate() {
        let (column, row) = (i as u16 / height.max(1), i as u16 % height.max(1));
        let (x, y) = (inside.x + 1 + column * 20, inside.y + row);
        if y < inside.bottom() {
            canvas.put(x, y, 6, key, canvas.theme.heading());
            canvas.put_cut(x + 6, y, 13, text, canvas.theme.plain());
        }
    }
}

impl Card {
    /// The finding numbers raised in this interview.
    pub(super) fn findings<'a>(&self, world: &'a World) -> Vec<&'a Record> {
        let mut all: Vec<&Record> = self
            .answers(world)
            .iter()
            .flat_map(|a| world.records.linked(a.id, Kind::Finding, finding::ANSWER))
            .collect();
        all.sort_by_key(|f| f.id);
        all
    }
}
