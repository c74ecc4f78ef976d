//! What may go wrong with the keys of a map on real keyboards, terminals and multiplexers.
//!
//! Says what is doubtful about the lines of the highest file; a line that cannot be read at all is told by the reader.

use super::{
    Binding, BoundTo, KeyStep, Keymap, Level, Problem,
    key::{Code, Key, spell},
};
use crate::command::{Command, Context};

/// Keyboard layouts, and the signs that need AltGr there or wait for a second key.
const ALTGR: &[(&str, &str)] =
    &[("us", ""), ("de", "@[]{}\\|~^`"), ("fr", "@[]{}\\|~^`#"), ("es", "@[]{}\\|~^`#"), ("se", "@[]{}\\|~^`$")];

/// Multiplexers, and the Ctrl letters they keep for themselves as they are shipped.
const MULTIPLEXERS: &[(&str, &str)] = &[("tmux", "b"), ("screen", "a"), ("zellij", "bghnopqst")];

/// What a check of one file found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linted {
    /// One row for each line of the file, a summary and a result row.
    pub text: String,
    pub errors: usize,
    pub warnings: usize,
}

/// Reads and lints one file, as `aims keys check FILE` prints it.
pub fn check(file: &str, text: &str) -> Linted {
    let (map, mut problems) = Keymap::read(file, text);
    problems.extend(lint(&map));
    let count = |level| problems.iter().filter(|problem| problem.level == level).count();
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    let mut rows: Vec<(usize, [String; 5])> =
        problems.iter().map(|problem| (problem.line, row(&map, problem))).collect();
    let good = map.changes().filter(|binding| problems.iter().all(|problem| problem.line != binding.line));
    rows.extend(good.map(|binding| (binding.line, good_row(&map, binding))));
    rows.sort_by_key(|(line, _)| *line);
    let mut text = columns(rows.into_iter().map(|(_, row)| row).collect());
    text.push_str(&format!("{:<13}{}\n", "map", summary(&map)));
    let (error_word, warning_word) = (plural(errors, "error"), plural(warnings, "warning"));
    text.push_str(&format!("{:<13}{errors} {error_word}, {warnings} {warning_word}\n", "result"));
    Linted { text, errors, warnings }
}

/// The doubts about the lines of the highest file of a map.
pub fn lint(map: &Keymap) -> Vec<Problem> {
    let mut problems: Vec<Problem> = map.changes().flat_map(|binding| doubts(map, binding)).collect();
    problems.sort_by_key(|problem| problem.line);
    problems
}

fn doubts(map: &Keymap, binding: &Binding) -> Vec<Problem> {
    let mut reasons: Vec<String> = Vec::new();
    if binding.target != BoundTo::Nothing {
        reasons.extend(binding.keys.iter().filter_map(|key| unsafe_key(map, *key, binding.target)));
        if reasons.is_empty() {
            reasons.extend(only_route(map, binding));
        }
        reasons.extend(typed_no_more(binding));
        reasons.extend(hides(map, binding));
        reasons.extend(hidden(map, binding));
    } else if !anything_under(map, binding) {
        reasons.push("nothing was bound to it".into());
    }
    reasons.extend(without_key(map, binding));
    let problem = |reason| Problem {
        level: Level::Warning,
        file: map.files[binding.layer].clone(),
        line: binding.line,
        key: spell(&binding.keys),
        reason,
    };
    reasons.into_iter().map(problem).collect()
}

/// A key that may never arrive, or arrives as another one, whatever else is bound.
fn unsafe_key(map: &Keymap, key: Key, target: BoundTo) -> Option<String> {
    let says = |text: &str| Some(text.to_owned());
    match key.code {
        Code::Char('s' | 'q') if key.ctrl => says("terminal flow control may swallow it (stty -ixon frees it)"),
        Code::Char('z') if key.ctrl && target != BoundTo::Run(Command::Suspend) => {
            says("it suspends programs everywhere else; hands expect that")
        }
        Code::Char('c') if key.ctrl => says("it is the interrupt key, and outside of this program it ends programs"),
        Code::Char('\\') if key.ctrl => says("it is the quit key and may kill the program"),
        Code::Char('i') if key.ctrl => says("terminals send the same byte as for Tab; bind tab"),
        Code::Char('m') if key.ctrl => says("terminals send the same byte as for Enter; bind enter"),
        Code::Char('j') if key.ctrl => says("it is the newline byte, which some links turn into Enter"),
        Code::Char('h') if key.ctrl => says("on some links it is the byte of Backspace"),
        Code::Char('[') if key.ctrl => says("terminals send the same byte as for Esc; bind esc"),
        Code::Char(_) | Code::Enter | Code::Tab | Code::Backspace | Code::Esc if key.alt && !map.meta => {
            says("is never reached: Alt and a key is read as Esc, then the key, because multiplexers glue the two")
        }
        Code::Enter | Code::Tab | Code::Backspace | Code::Esc if key.ctrl || key.shift => {
            says("most links send this key without Ctrl and Shift")
        }
        _ => None,
    }
}

/// A key that not everybody can press: good as a second way, not as the only one.
fn weakness(key: Key) -> Option<String> {
    if let Code::F(_) = key.code {
        return Some("function keys are taken by many terminals and desktops".into());
    }
    if key.alt {
        return Some("Alt is missing on many Macs".into());
    }
    let Code::Char(c) = key.code else { return None };
    let names = |table: &[(&'static str, &str)]| {
        let names: Vec<&str> = table.iter().filter(|(_, signs)| signs.contains(c)).map(|(name, _)| *name).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    match key.ctrl {
        true => names(MULTIPLEXERS).map(|names| format!("{names} may keep it")),
        false => names(ALTGR).map(|names| format!("it needs AltGr or a second key on {names} keyboards")),
    }
}

fn weak(map: &Keymap, keys: &[Key]) -> bool {
    keys.iter().any(|key| weakness(*key).is_some() || unsafe_key(map, *key, BoundTo::Run(Command::Suspend)).is_some())
}

/// Every sequence that runs a command in a context.
fn routes(map: &Keymap, context: Context, command: Command) -> Vec<Vec<Key>> {
    let stack = context.stack();
    let all = map.sequences(&stack, |target| target == BoundTo::Run(command)).into_iter();
    all.filter(|keys| map.find(&stack, keys) == KeyStep::Run(command)).collect()
}

fn only_route(map: &Keymap, binding: &Binding) -> Option<String> {
    let reason = binding.keys.iter().find_map(|key| weakness(*key))?;
    match binding.target {
        BoundTo::Run(command) if routes(map, binding.context, command).iter().any(|keys| !weak(map, keys)) => None,
        _ => Some(format!("{reason}, and there is no other way")),
    }
}

fn typed_no_more(binding: &Binding) -> Option<String> {
    let key = binding.keys.first().filter(|_| binding.context.is_text())?;
    let place = binding.context.name();
    match key.code {
        Code::Char(_) if key.is_plain_char() => Some(format!("{} can no longer be typed in [{place}]", key.shown())),
        Code::Char('a' | 'e' | 'k' | 'u' | 'w' | 'y') if key.ctrl => {
            Some(format!("{key} then no longer edits text in [{place}] as it does in a shell"))
        }
        _ => None,
    }
}

/// Longer sequences of this or an outer context that the binding cuts off.
fn hides(map: &Keymap, binding: &Binding) -> Option<String> {
    let forwards = matches!(binding.target, BoundTo::Forward(_));
    let cut = |other: &&Binding| {
        let own = other.context == binding.context;
        let longer = other.keys.len() > binding.keys.len() && other.keys.starts_with(&binding.keys);
        longer && other.target != BoundTo::Nothing && !(own && forwards)
    };
    let stack = binding.context.stack();
    let mut lost = stack.iter().flat_map(|context| map.of(*context)).filter(cut);
    let first = lost.next()?;
    let more = match lost.count() {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    Some(format!("hides {} ({}){more}", spell(&first.keys), told(first.target)))
}

/// A shorter sequence that runs first, here or in a context further in.
fn hidden(map: &Keymap, binding: &Binding) -> Option<String> {
    let inside = |other: &&Binding| other.context.stack().contains(&binding.context);
    let shorter = |other: &&Binding| {
        let prefix = other.keys.len() < binding.keys.len() && binding.keys.starts_with(&other.keys);
        prefix && matches!(other.target, BoundTo::Run(_)) && inside(other)
    };
    // a context further in may bind the long sequence again
    let cut = |other: &&Binding| {
        let again = |own: &Binding| own.keys == binding.keys;
        other.context == binding.context || !map.of(other.context).any(again)
    };
    let told =
        |other: &Binding| format!("[{}] ({} is {})", other.context.name(), spell(&other.keys), told(other.target));
    let places: Vec<String> = map.bindings.iter().filter(shorter).filter(cut).map(told).collect();
    (!places.is_empty()).then(|| format!("is not reached in {}", places.join(", ")))
}

fn anything_under(map: &Keymap, binding: &Binding) -> bool {
    let under = |other: &Binding| !std::ptr::eq(other, binding) && other.keys.starts_with(&binding.keys);
    binding.was.is_some() || binding.context.stack().iter().any(|context| map.of(*context).any(under))
}

/// The command that was bound here has lost its last key.
fn without_key(map: &Keymap, binding: &Binding) -> Option<String> {
    let Some(BoundTo::Run(command)) = binding.was else { return None };
    let bound = map.bindings.iter().any(|other| other.target == BoundTo::Run(command));
    (!bound).then(|| format!("{} has no key left in any state", command.id()))
}

fn told(target: BoundTo) -> String {
    match target {
        BoundTo::Run(command) => command.id().to_owned(),
        BoundTo::Forward(context) => format!("@{}", context.name()),
        BoundTo::Nothing => "none".into(),
    }
}

fn row(map: &Keymap, problem: &Problem) -> [String; 5] {
    let target = map.changes().find(|binding| binding.line == problem.line).map(|binding| told(binding.target));
    let word = if problem.level == Level::Error { "ERROR" } else { "WARN" };
    let place = format!("{}:{}", problem.file, problem.line);
    [place, problem.key.clone(), target.unwrap_or_default(), word.into(), problem.reason.clone()]
}

fn good_row(map: &Keymap, binding: &Binding) -> [String; 5] {
    let outer = || {
        let stack = binding.context.stack();
        let mut others = stack.into_iter().skip(1).flat_map(|context| map.of(context));
        others.find(|other| other.keys == binding.keys).map(|other| (other.target, other.context))
    };
    let note = match (binding.was, outer()) {
        (Some(was), _) => format!("was {}", told(was)),
        (None, Some((target, context))) => format!("shadows {} of [{}]", told(target), context.name()),
        (None, None) => "shadows nothing".into(),
    };
    let place = format!("{}:{}", map.files[binding.layer], binding.line);
    [place, spell(&binding.keys), told(binding.target), "ok".into(), note]
}

fn columns(rows: Vec<[String; 5]>) -> String {
    let width = |at: usize| rows.iter().map(|row: &[String; 5]| row[at].chars().count()).max().unwrap_or(0);
    let (place, key, target) = (width(0).max(11), width(1), width(2));
    let line = |[a, b, c, d, e]: &[String; 5]| format!("{a:<place$}  {b:<key$}  {c:<target$}  {d:<5}  {e}\n");
    rows.iter().map(line).collect()
}

/// How the whole map stands, counted over the table of commands.
fn summary(map: &Keymap) -> String {
    let actions = Command::ALL.len();
    let labelled = Command::ALL.iter().filter(|command| !command.info().label.is_empty()).count();
    let of = |command: &Command| -> Vec<Vec<Key>> {
        let bound = map.bindings.iter().filter(|binding| binding.target == BoundTo::Run(*command));
        bound.map(|binding| binding.keys.clone()).collect()
    };
    let routes: Vec<Vec<Vec<Key>>> = Command::ALL.iter().map(of).collect();
    let only = |needs: &dyn Fn(Key) -> bool| {
        let bound = routes.iter().filter(|routes| !routes.is_empty());
        bound.filter(|routes| routes.iter().all(|keys| keys.iter().any(|key| needs(*key)))).count()
    };
    let unbound = routes.iter().filter(|routes| routes.is_empty()).count();
    let sign = |key: Key, ctrl: bool| key.ctrl == ctrl && !key.alt && weakness(key).is_some();
    let layouts: Vec<&str> = ALTGR.iter().map(|(name, _)| *name).collect();
    format!(
        "{actions} actions, {labelled} labelled, {unbound} without a key (by name only), {} need Alt, {} need AltGr ({}), \
         {} reachable only by a tmux, screen or zellij key",
        only(&|key| key.alt),
        only(&|key| matches!(key.code, Code::Char(_)) && sign(key, false)),
        layouts.join(" "),
        only(&|key| sign(key, true)),
    )
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::SHIPPED;

    fn said(text: &str) -> Vec<String> {
        let (map, mut problems) = Keymap::read("mine.toml", text);
        problems.extend(lint(&map));
        problems.iter().map(|problem| format!("{:?} {problem}", problem.level)).collect()
    }

    #[test]
    fn the_shipped_maps_are_without_fault() {
        for (name, text) in SHIPPED {
            let checked = check(name, text);
            assert_eq!((checked.errors, checked.warnings), (0, 0), "{}", checked.text);
            assert!(checked.text.ends_with("result       0 errors, 0 warnings\n"));
            for count in ["0 need Alt,", "0 need AltGr (us de fr es se)", "0 reachable only by a tmux"] {
                assert!(checked.text.contains(count), "{}", checked.text);
            }
        }
    }

    #[test]
    fn each_doubt_is_said_with_file_line_and_key() {
        for (context, line, expected) in [
            (
                "list",
                "\"ctrl-s\" = \"list.sort\"",
                "ctrl-s: terminal flow control may swallow it (stty -ixon frees it)",
            ),
            ("list", "\"ctrl-x ctrl-q\" = \"list.sort\"", "ctrl-x ctrl-q: terminal flow control"),
            ("list", "\"ctrl-z\" = \"app.undo\"", "ctrl-z: it suspends"),
            ("list", "\"ctrl-c\" = \"app.quit\"", "ctrl-c: it is the interrupt key"),
            ("list", "\"ctrl-\\\\\" = \"app.quit\"", "ctrl-\\: it is the quit key"),
            ("list", "\"ctrl-i\" = \"list.sort\"", "ctrl-i: terminals send the same byte as for Tab"),
            ("list", "\"ctrl-m\" = \"list.sort\"", "same byte as for Enter"),
            ("list", "\"ctrl-j\" = \"list.sort\"", "newline byte"),
            ("list", "\"ctrl-h\" = \"list.sort\"", "Backspace"),
            ("list", "\"ctrl-[\" = \"list.sort\"", "same byte as for Esc"),
            ("list", "\"alt-s\" = \"list.sort\"", "read as Esc, then the key"),
            ("list", "\"ctrl-enter\" = \"list.sort\"", "without Ctrl and Shift"),
            ("everywhere", "\"ctrl-b\" = \"app.about\"", "tmux, zellij may keep it, and there is no other way"),
            ("everywhere", "\"ctrl-a\" = \"app.about\"", "screen may keep it"),
            ("everywhere", "\"f2\" = \"app.about\"", "function keys"),
            ("everywhere", "\"alt-up\" = \"app.about\"", "Alt is missing"),
            ("everywhere", "\"#\" = \"app.about\"", "AltGr or a second key on fr, es keyboards"),
            ("input", "\"j\" = \"input.next\"", "j can no longer be typed in [input]"),
            ("text", "\"ctrl-w\" = \"input.accept\"", "no longer edits text in [text]"),
            ("list", "\"g\" = \"list.sort\"", "g: hides g g (move.first) and "),
            ("list", "\"n n\" = \"list.sort\"", "is not reached in [list] (n is record.add)"),
            ("list", "\"d d\" = \"record.delete\"", "is not reached in [roles] (d is set.due)"),
            ("list", "\"=\" = \"none\"", "list.fill has no key left in any state"),
            ("list", "\"ctrl-y\" = \"none\"", "nothing was bound to it"),
        ] {
            let said = said(&format!("base = \"default\"\n[{context}]\n{line}"));
            assert_eq!(said.len(), 1, "{line}: {said:?}");
            assert!(said[0].starts_with("Warning mine.toml:3 ") && said[0].contains(expected), "{line}: {said:?}");
        }
    }

    #[test]
    fn a_second_way_may_be_a_weak_one() {
        for line in [
            "\"f1\" = \"app.help\"",
            "\"ctrl-o\" = \"app.back\"",
            "\"[\" = \"app.undo\"",
            "\"alt-left\" = \"app.back\"",
        ] {
            assert_eq!(said(&format!("[everywhere]\n{line}")), [""; 0]);
        }
    }

    #[test]
    fn a_check_prints_each_line_of_the_file() {
        let text = "base = \"default\"\n\n[interview.keys]\n\"Y\" = \"verdict.major\"\n\"m\" = \"verdict.major\"\n\
                    \"z\" = \"card.who\"\n\"ctrl-s\" = \"card.leave\"\n\"y q\" = \"note.save\"\n";
        let checked = check("mine.toml", text);
        let expected = "\
mine.toml:4  Y       verdict.major  ok     shadows nothing
mine.toml:5  m       verdict.major  WARN   verdict.minor has no key left in any state
mine.toml:6  z       card.who       ok     shadows bars.toggle of [everywhere]
mine.toml:7  ctrl-s  card.leave     WARN   terminal flow control may swallow it (stty -ixon frees it)
mine.toml:8  y q                    ERROR  no command is called \"note.save\"; did you mean \"note.leave\"?
map          ";
        assert!(checked.text.starts_with(expected), "{}", checked.text);
        assert!(checked.text.ends_with("result       1 error, 2 warnings\n"), "{}", checked.text);
    }
}
