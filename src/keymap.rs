//! Which key runs which command where: layered maps, the matcher, and the answers for footer, palette and help.
//!
//! A map is data. It knows no terminal, runs nothing and keeps no half-typed keys: the application holds those.

mod base;
mod file;
mod key;
mod layout;
mod lint;
mod script;
#[cfg(test)]
mod shipped;
mod table;

pub use base::with_base;
pub use file::{Level, Problem, SHIPPED};
pub use key::{BadKey, Code, Key, expand, sequence, shown, spell};
pub use layout::KeyLayout;
pub use lint::{Linted, check, lint};
pub use script::{Input, keys, script};
pub use table::cards_markdown;

use crate::command::{Command, Context};

/// The keys with Alt that move by a word in a text, or take one away.
fn is_of_words(key: Key) -> bool {
    !key.ctrl && matches!(key.code, Code::Char('b' | 'f' | 'd') | Code::Backspace)
}

/// What the map says to one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStep {
    Run(Command),
    /// The beginning of a longer sequence: keep the key and wait.
    Pending,
    /// Nothing is bound: in a text field a plain character is text.
    None,
}

/// What a sequence is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundTo {
    Run(Command),
    /// What follows is looked up as if that context had the keyboard.
    Forward(Context),
    /// Unbound on purpose; outer contexts do not get the key either.
    Nothing,
}

/// One line of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    pub context: Context,
    pub keys: Vec<Key>,
    pub target: BoundTo,
    /// The file that said so last, counted in [`Keymap::files`].
    pub layer: usize,
    /// Its line, from 1.
    pub line: usize,
    /// What the map below said.
    pub was: Option<BoundTo>,
}

/// A key that may come next, and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    Run(Command),
    /// More keys follow.
    Prefix,
}

/// A complete map: the default with everything laid over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    /// Its files from the lowest layer to the highest.
    pub files: Vec<String>,
    /// By context, and in each in the order of the files: footers look up a dozen commands for every frame.
    bindings: Vec<Binding>,
    layout: KeyLayout,
    /// Alt is a key of its own where the map or a text has a use for it; else Esc and the key.
    meta: bool,
}

impl Keymap {
    /// Looks up `key` after the `pending` ones; `contexts` are innermost first (see [`Context::stack`]).
    ///
    /// For a sequence the innermost context counts that has any binding which starts with it.
    /// Esc always clears a half-typed sequence. Keys are to be passed through [`expand`] before.
    pub fn step(&self, contexts: &[Context], pending: &[Key], key: Key) -> KeyStep {
        if !pending.is_empty() && key == Key::plain(Code::Esc) {
            return KeyStep::None;
        }
        let typing = contexts.first().is_some_and(|context| context.is_text());
        let keys: Vec<Key> = pending.iter().copied().chain([key]).collect();
        let translate = |(at, key): (usize, &Key)| match typing && at == 0 && key.is_plain_char() {
            true => *key,
            false => self.layout.translate(*key),
        };
        let keys: Vec<Key> = keys.iter().enumerate().map(translate).collect();
        self.find(contexts, &keys)
    }

    /// The keys that one reported key stands for (see [`expand`]).
    pub fn arrived(&self, contexts: &[Context], key: Key) -> Vec<Key> {
        let moves_by_word = || contexts.first().is_some_and(|context| context.is_text()) && is_of_words(key);
        let bound = || contexts.iter().any(|context| self.of(*context).any(|b| b.keys.first() == Some(&key)));
        match self.meta && key.alt && (moves_by_word() || bound()) {
            true => vec![key],
            false => expand(key),
        }
    }

    /// The key that stands at this place on a keyboard with Latin letters; for letters a pane reads itself.
    pub fn translate(&self, key: Key) -> Key {
        self.layout.translate(key)
    }

    /// All spellings that run `command` while `contexts` have the keyboard, the shortest first.
    pub fn keys_of(&self, contexts: &[Context], command: Command) -> Vec<String> {
        let mut found: Vec<Vec<Key>> = Vec::new();
        for keys in self.sequences(contexts, |target| target == BoundTo::Run(command)) {
            if self.find(contexts, &keys) == KeyStep::Run(command) && !found.contains(&keys) {
                found.push(keys);
            }
        }
        let mut texts: Vec<(usize, String)> = found.iter().map(|keys| (keys.len(), shown(keys))).collect();
        texts.sort_by_key(|(count, text)| (*count, text.chars().count()));
        texts.into_iter().map(|(_, text)| text).collect()
    }

    /// The commands bound in one context, in the order of the files; what outer contexts add is not among them.
    pub fn bindings(&self, context: Context) -> Vec<(String, Command)> {
        let run = |binding: &Binding| match binding.target {
            BoundTo::Run(command) => Some((shown(&binding.keys), command)),
            _ => None,
        };
        self.of(context).filter_map(run).collect()
    }

    /// The keys that may follow `pending`, for the which-key card; with nothing pending, all first keys.
    pub fn next_keys(&self, contexts: &[Context], pending: &[Key]) -> Vec<(String, Next)> {
        let mut next: Vec<(Key, Next)> = Vec::new();
        for keys in self.sequences(contexts, |_| true) {
            let Some(key) = keys.strip_prefix(pending).and_then(|rest| rest.first()) else { continue };
            if next.iter().any(|(known, _)| known == key) {
                continue;
            }
            match self.find(contexts, &keys[..=pending.len()]) {
                KeyStep::Run(command) => next.push((*key, Next::Run(command))),
                KeyStep::Pending => next.push((*key, Next::Prefix)),
                KeyStep::None => (),
            }
        }
        next.into_iter().map(|(key, next)| (key.shown(), next)).collect()
    }

    /// The lines that the highest file wrote, for "your changes" in the help.
    pub fn changes(&self) -> impl Iterator<Item = &Binding> {
        let highest = self.files.len().saturating_sub(1);
        self.bindings.iter().filter(move |binding| binding.layer == highest)
    }

    fn find(&self, contexts: &[Context], keys: &[Key]) -> KeyStep {
        let mut typing = false;
        for context in contexts {
            // letters belong to the text field, whatever the contexts behind it bind
            let hidden = typing && keys.first().is_some_and(|key| key.is_plain_char());
            if let (false, Some(step)) = (hidden, self.find_in(*context, keys)) {
                return step;
            }
            typing |= context.is_text();
        }
        KeyStep::None
    }

    /// What one context says to a sequence; `None` leaves it to the contexts further out.
    fn find_in(&self, context: Context, keys: &[Key]) -> Option<KeyStep> {
        let exact = self.of(context).find(|binding| binding.keys == keys).map(|binding| binding.target);
        let longer = |binding: &Binding| binding.keys.len() > keys.len() && binding.keys.starts_with(keys);
        match exact {
            Some(BoundTo::Run(command)) => return Some(KeyStep::Run(command)),
            Some(BoundTo::Forward(_)) => return Some(KeyStep::Pending),
            _ if self.of(context).any(|binding| longer(binding) && binding.target != BoundTo::Nothing) => {
                return Some(KeyStep::Pending);
            }
            Some(BoundTo::Nothing) => return Some(KeyStep::None),
            None => (),
        }
        self.of(context).find_map(|binding| match binding.target {
            BoundTo::Forward(to) => {
                let rest = keys.strip_prefix(binding.keys.as_slice())?;
                Some(self.find(&to.stack(), rest)).filter(|step| *step != KeyStep::None)
            }
            _ => None,
        })
    }

    /// Every wanted sequence written for these contexts, forwards followed once; some may be hidden by others.
    fn sequences(&self, contexts: &[Context], wanted: impl Fn(BoundTo) -> bool) -> Vec<Vec<Key>> {
        let mut all = Vec::new();
        for binding in contexts.iter().flat_map(|context| self.of(*context)) {
            if wanted(binding.target) {
                all.push(binding.keys.clone());
            }
            let BoundTo::Forward(to) = binding.target else { continue };
            let stack = to.stack();
            let beyond = stack.iter().flat_map(|context| self.of(*context)).filter(|b| wanted(b.target));
            all.extend(beyond.map(|b| [binding.keys.as_slice(), &b.keys].concat()));
        }
        all
    }

    fn of(&self, context: Context) -> impl Iterator<Item = &Binding> {
        let from = self.bindings.partition_point(|binding| (binding.context as usize) < context as usize);
        self.bindings[from..].iter().take_while(move |binding| binding.context == context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Context::*;

    /// Types a script and collects what runs; keys that are still pending at the end are told.
    fn run(map: &Keymap, context: Context, script: &str) -> Vec<String> {
        let (mut pending, mut ran) = (Vec::new(), Vec::new());
        for key in keys(script).unwrap().into_iter().flat_map(expand) {
            match map.step(&context.stack(), &pending, key) {
                KeyStep::Pending => {
                    pending.push(key);
                    continue;
                }
                KeyStep::Run(command) => ran.push(command.id().to_owned()),
                KeyStep::None => ran.push(format!("-{key}")),
            }
            pending.clear();
        }
        ran.extend(pending.first().map(|_| format!("{} ...", spell(&pending))));
        ran
    }

    fn with(text: &str) -> Keymap {
        let (map, problems) = Keymap::read("mine.toml", text);
        assert_eq!(problems, []);
        map
    }

    #[test]
    fn the_default_map_answers_as_the_screens_say() {
        let map = Keymap::default();
        for (context, script, ran) in [
            (Home, "<Enter>", "record.open"),
            (Home, "/", "app.search"),
            (Home, "gr<Enter>", "go.risks record.open"),
            (Controls, "/", "list.filter"),
            (Controls, "*ayc", "list.mark-all set.use copy.table"),
            (Controls, "gg<lt>^", "move.first state.back -^"),
            (Findings, "><lt>xd", "findings.next-step findings.step-back record.delete"),
            (Card, "m<C-r>gpgbg7", "verdict.minor app.redo question.next-parked question.jump-back question.jump"),
            (Card, "grq", "go.risks card.leave"),
            (Card, "<Esc><Esc>i", "card.keys card.keys note.write"),
            (Writing, "m <C-x>m<C-x>gb", "-m -space verdict.minor question.jump-back"),
            (Writing, "<C-x>u<C-x>q<C-x>?<C-x>:", "app.undo card.leave app.help palette.open"),
            (Writing, "<C-x><C-e><C-x>R<PageDown>", "note.editor card.recap question.next"),
            (Writing, "<C-x>gr<C-x>gh", "go.risks go.home"),
            (Drawer, "M<Enter>", "-M drawer.keep"),
            (Input, "/q<Down><Esc>", "-/ -q input.next input.cancel"),
            (Menu, "mq <Enter>", "-m -q menu.toggle input.accept"),
            (Text, "a<Esc>", "-a input.accept"),
        ] {
            assert_eq!(run(&map, context, script).join(" "), ran, "{context:?} {script}");
        }
    }

    #[test]
    fn esc_clears_what_is_half_typed() {
        let map = Keymap::default();
        assert_eq!(run(&map, List, "g<Esc>q"), ["-esc", "app.back"]);
        assert_eq!(run(&map, Writing, "<C-x><Esc><Esc>"), ["-esc", "note.leave"]);
        assert_eq!(run(&map, List, "g"), ["g ..."]);
    }

    #[test]
    fn alt_and_a_letter_do_what_esc_and_the_letter_do() {
        let map = Keymap::default();
        for letter in ["m", "M", "f", ".", "q", "<Enter>"] {
            let glued = match letter {
                "<Enter>" => "<A-Enter>".to_owned(),
                _ => format!("<A-{letter}>"),
            };
            for context in [Writing, Card, Drawer, Text, Input, List] {
                assert_eq!(run(&map, context, &glued), run(&map, context, &format!("<Esc>{letter}")), "{context:?}");
            }
        }
    }

    #[test]
    fn letters_in_a_text_field_are_text_whatever_lies_behind_it() {
        let map = Keymap::default();
        let contexts = [Input, List, Everywhere];
        assert_eq!(map.step(&contexts, &[], Key::char('q')), KeyStep::None);
        assert_eq!(map.step(&contexts, &[], "shift-down".parse().unwrap()), KeyStep::Run(Command::MarkDown));
        let map = with("[input]\n\"q\" = \"input.cancel\"");
        assert_eq!(map.step(&contexts, &[], Key::char('q')), KeyStep::Run(Command::Cancel));
    }

    #[test]
    fn a_changed_card_key_holds_while_writing_too() {
        let map = with("[interview.keys]\n\"x\" = \"verdict.major\"\n\"m\" = \"none\"");
        assert_eq!(run(&map, Writing, "<C-x>x<C-x>m"), ["verdict.major", "-m"]);
        assert_eq!(map.keys_of(&Writing.stack(), Command::Major), ["^X M", "^X x"]);
        assert_eq!(map.keys_of(&Writing.stack(), Command::Minor), [""; 0]);
    }

    #[test]
    fn one_line_changes_one_key_and_nothing_else() {
        let (old, new) = (Keymap::default(), with("[controls]\n\"w\" = \"set.owner\""));
        let changed: Vec<_> = new.bindings.iter().filter(|b| !old.bindings.contains(b)).collect();
        assert_eq!((changed.len(), new.bindings.len()), (1, old.bindings.len()));
        assert_eq!(changed[0].was, Some(BoundTo::Run(Command::SetReason)));
        assert_eq!(new.changes().count(), 1);
        assert_eq!(run(&new, Controls, "w"), ["set.owner"]);
        assert_eq!(run(&new, Findings, "w"), ["findings.whys"]);
    }

    #[test]
    fn none_unbinds_here_and_only_here() {
        let map = with(
            "[list]\n\"/\" = \"none\"\n\"g\" = \"none\"\n[everywhere]\n\"z\" = \"none\"\n\"z z\" = \"bars.toggle\"",
        );
        assert_eq!(run(&map, List, "/"), ["-/"]);
        assert_eq!(run(&map, Home, "/"), ["app.search"]);
        assert_eq!(run(&map, List, "gg"), ["move.first"], "a longer binding of the same context still stands");
        assert_eq!(run(&map, Home, "zz"), ["bars.toggle"]);
    }

    #[test]
    fn the_inner_context_wins_for_a_whole_sequence_only() {
        let map = with("[controls]\n\"g r\" = \"list.reverse\"\n\"ctrl-x\" = \"@risks\"");
        assert_eq!(run(&map, Controls, "grgfgg"), ["list.reverse", "go.findings", "move.first"]);
        assert_eq!(run(&map, Controls, "<C-x>t<C-x>gr"), ["risks.treat", "go.risks"]);
    }

    #[test]
    fn keys_are_told_as_they_are_pressed() {
        let map = Keymap::default();
        assert_eq!(map.keys_of(&Card.stack(), Command::NextQuestion), ["l", "PgDn", "Right"]);
        assert_eq!(map.keys_of(&Writing.stack(), Command::NextQuestion), ["PgDn", "^X l", "^X PgDn", "^X Right"]);
        assert_eq!(map.keys_of(&List.stack(), Command::GoHome), ["g h"]);
        assert_eq!(map.keys_of(&Card.stack(), Command::GoParked), [""; 0], "g p is the next parked question here");
        assert_eq!(map.keys_of(&Input.stack(), Command::GoHome), [""; 0]);
        assert!(map.bindings(Findings).contains(&("<".into(), Command::StepBack)));
        assert_eq!(map.bindings(Findings)[0], (">".into(), Command::StepNext));
    }

    #[test]
    fn the_next_keys_are_those_that_do_something() {
        let map = with("[list]\n\"y m\" = \"none\"\n\"y y c\" = \"copy.table\"");
        let next = map.next_keys(&List.stack(), &keys("y").unwrap());
        let expected =
            [("c", Next::Run(Command::CopyTable)), ("s", Next::Run(Command::SaveTable)), ("y", Next::Prefix)];
        assert_eq!(next, expected.map(|(key, next)| (key.to_owned(), next)));
        let next = map.next_keys(&Writing.stack(), &keys("<C-x>").unwrap());
        assert!(
            next.contains(&("g".into(), Next::Prefix)) && next.contains(&("^E".into(), Next::Run(Command::Editor)))
        );
        assert!(map.next_keys(&List.stack(), &keys("k").unwrap()).is_empty());
    }

    #[test]
    fn letters_of_a_layout_count_outside_text_only() {
        let map = Keymap::shipped("russian").unwrap();
        assert_eq!(run(&map, Card, "ь"), ["verdict.minor"]);
        assert_eq!(run(&map, Card, "Ь"), ["verdict.major"]);
        assert_eq!(run(&map, List, "пк"), ["go.risks"]);
        assert_eq!(
            run(&map, Findings, "ЮБ,.Ж"),
            ["findings.next-step", "findings.step-back", "app.help", "list.filter", "palette.open"]
        );
        assert_eq!(run(&map, Writing, "ь<C-x>ь"), ["-ь", "verdict.minor"]);
        assert_eq!(map.translate(Key::char('ш')), Key::char('i'));
    }
}
