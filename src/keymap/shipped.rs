//! Rules that every shipped map has to keep, tested over the whole table of commands.

use super::*;
use Context::*;

fn maps() -> Vec<(&'static str, Keymap)> {
    SHIPPED.iter().map(|(name, _)| (*name, Keymap::shipped(name).unwrap())).collect()
}

fn runs(map: &Keymap, context: Context, keys: &str) -> Option<Command> {
    match map.find(&context.stack(), &sequence(keys).unwrap()) {
        KeyStep::Run(command) => Some(command),
        _ => None,
    }
}

/// Every binding of every shipped map.
fn all() -> Vec<(&'static str, Binding)> {
    maps().into_iter().flat_map(|(name, map)| map.bindings.into_iter().map(move |b| (name, b))).collect()
}

#[test]
fn shipped_maps_are_found_by_name() {
    for (name, _) in SHIPPED {
        let map = Keymap::shipped(name).unwrap();
        assert_eq!(map.files.last().map(String::as_str), Some(*name));
        assert_eq!(map.files[0], "default");
    }
    assert_eq!(Keymap::shipped("nano"), None);
}

#[test]
fn every_command_is_in_reach_wherever_it_can_be_used() {
    for (name, map) in maps() {
        for command in Command::ALL {
            for context in command.info().contexts {
                let stack = context.stack();
                let by_name = !map.keys_of(&stack, Command::Palette).is_empty();
                let by_key = !map.keys_of(&stack, *command).is_empty();
                assert!(by_key || by_name, "{name}: {} cannot be reached in {context:?}", command.id());
            }
        }
    }
}

#[test]
fn arrows_tab_enter_esc_and_the_page_keys_work_every_list() {
    let keys = [
        (Command::Down, "down"),
        (Command::Up, "up"),
        (Command::Left, "left"),
        (Command::Right, "right"),
        (Command::PageDown, "pagedown"),
        (Command::PageUp, "pageup"),
        (Command::First, "home"),
        (Command::Last, "end"),
        (Command::OtherPart, "tab"),
    ];
    for (name, map) in maps() {
        for (command, key) in keys {
            for context in command.info().contexts {
                assert_eq!(runs(&map, *context, key), Some(command), "{name}: {key} in {context:?}");
            }
        }
        for context in Command::Down.info().contexts {
            assert!(runs(&map, *context, "enter").is_some(), "{name}: Enter in {context:?}");
            assert!(runs(&map, *context, "esc").is_some(), "{name}: Esc in {context:?}");
        }
    }
}

#[test]
fn hjkl_stand_beside_the_arrows() {
    for (letter, command) in [("h", Command::Left), ("j", Command::Down), ("k", Command::Up), ("l", Command::Right)] {
        for context in command.info().contexts.iter().filter(|context| !matches!(context, Menu | Help | Cells)) {
            assert_eq!(runs(&Keymap::default(), *context, letter), Some(command), "{letter} in {context:?}");
        }
    }
}

#[test]
fn no_key_needs_what_a_keyboard_or_a_link_may_lack() {
    for (name, binding) in all() {
        for key in &binding.keys {
            let place = format!("{name}: {} in {:?}", spell(&binding.keys), binding.context);
            assert!(!key.alt || name == "emacs", "{place}");
            // F2 is what hands from a spreadsheet press; it is only ever a second way.
            assert!(!matches!(key.code, Code::F(n) if n != 2), "{place}");
            assert!(key.code != Code::Enter || !(key.ctrl || key.shift), "{place}");
            let Code::Char(c) = key.code else { continue };
            if key.ctrl {
                assert!(!"sqbcahijm\\[".contains(c), "{place}");
            } else {
                assert!(c.is_ascii() && !"[]\\`~@{}|^#$".contains(c), "{place}");
            }
        }
    }
}

#[test]
fn digits_are_only_a_second_way() {
    let digit = |key: &Key| key.typed().is_some_and(|c| c.is_ascii_digit());
    for (name, map) in maps() {
        for command in map.bindings.iter().filter(|b| b.keys.iter().any(digit)).map(|b| b.target) {
            assert_eq!(command, BoundTo::Run(Command::Jump), "{name}");
        }
        assert!(runs(&map, Card, "/").is_some(), "{name}: a question is found by words as well");
    }
}

#[test]
fn no_single_key_deletes_anything() {
    let deletes = [Command::Delete, Command::QuestionDrop, Command::DiscardNote];
    for (name, binding) in all() {
        if let BoundTo::Run(command) = binding.target {
            let (place, enough) = (format!("{name}: {}", spell(&binding.keys)), binding.keys.len() > 1);
            assert!(!deletes.contains(&command) || enough, "{place}");
        }
    }
}

#[test]
fn letters_stay_free_where_they_are_typed() {
    for (name, binding) in all() {
        let typed = binding.context.is_text() || matches!(binding.context, Menu | Help);
        let letter = binding.keys[0].typed().is_some_and(char::is_alphanumeric);
        assert!(!typed || !letter, "{name}: {} in {:?}", spell(&binding.keys), binding.context);
    }
}

#[test]
fn esc_leads_out_of_every_state() {
    for (name, map) in maps() {
        for (context, ..) in Context::NAMES {
            let command = runs(&map, *context, "esc");
            assert!(command.is_some(), "{name}: {context:?}");
            assert!(!matches!(command, Some(Command::Quit | Command::DiscardNote)), "{name}: {context:?}");
        }
    }
}

#[test]
fn interview_tasks_take_no_more_keys_than_promised() {
    let map = Keymap::default();
    for (command, limit) in [
        (Command::NextQuestion, 1),
        (Command::Minor, 2),
        (Command::Conforms, 2),
        (Command::Raise, 2),
        (Command::EvidenceSeen, 2),
        (Command::EvidenceAsk, 2),
        (Command::Park, 2),
        (Command::ParkWhy, 2),
        (Command::Jump, 3),
        (Command::JumpBack, 3),
        (Command::Undo, 2),
        (Command::Editor, 2),
        (Command::HideVerdicts, 2),
        (Command::Recap, 2),
        (Command::Leave, 2),
    ] {
        let shortest = map.keys_of(&Writing.stack(), command)[0].split(' ').count();
        assert!(shortest <= limit, "{}: {shortest}", command.id());
    }
}

#[test]
fn alt_is_a_key_of_its_own_in_the_emacs_map_and_esc_and_the_key_elsewhere() {
    let (default, emacs) = (Keymap::default(), Keymap::shipped("emacs").unwrap());
    let key = |text: &str| text.parse::<Key>().unwrap();
    for (context, alt, whole) in [
        (Writing, "alt-b", true),
        (Text, "alt-f", true),
        (Input, "alt-d", true),
        (Drawer, "alt-backspace", true),
        (List, "alt-v", true),
        (List, "alt-x", true),
        (List, "alt-b", false),
        (Writing, "alt-m", false),
    ] {
        let stack = context.stack();
        assert_eq!(default.arrived(&stack, key(alt)), expand(key(alt)), "{alt} in {context:?}");
        let expected = if whole { vec![key(alt)] } else { expand(key(alt)) };
        assert_eq!(emacs.arrived(&stack, key(alt)), expected, "{alt} in {context:?}");
    }
    for (context, keys, command) in [
        (List, "ctrl-n", Command::Down),
        (List, "alt-v", Command::PageUp),
        (Home, "ctrl-x u", Command::Undo),
        (Card, "alt-x", Command::Palette),
        (Writing, "ctrl-g", Command::LeaveNote),
        (Menu, "ctrl-g", Command::Cancel),
        (Findings, "ctrl-x h", Command::MarkAll),
    ] {
        assert_eq!(runs(&emacs, context, keys), Some(command), "{keys} in {context:?}");
    }
}

#[test]
fn the_sheet_map_opens_cells_and_the_page_has_another_key() {
    let sheet = Keymap::shipped("sheet").unwrap();
    for (context, keys, command) in [
        (List, "enter", Command::CellsOpen),
        (Findings, "f2", Command::CellsOpen),
        (List, "O", Command::Open),
        (Cells, "enter", Command::CellTake),
        (Cells, "tab", Command::CellNext),
        (Cells, "backtab", Command::CellPrev),
        (Cells, "f2", Command::CellEdit),
        (Cells, "ctrl-d", Command::FillDown),
        (Cells, "esc", Command::CellLeave),
        (List, "insert", Command::Add),
        (Home, "ctrl-y", Command::Redo),
    ] {
        assert_eq!(runs(&sheet, context, keys), Some(command), "{keys} in {context:?}");
    }
}

#[test]
fn the_vim_map_keeps_what_it_does_not_change() {
    let (default, vim) = (Keymap::default(), Keymap::shipped("vim").unwrap());
    let changed: Vec<Context> = vim.changes().map(|b| b.context).collect();
    for (context, ..) in Context::NAMES.iter().filter(|(context, ..)| !changed.contains(context)) {
        assert_eq!(default.bindings(*context), vim.bindings(*context));
    }
    for (context, keys, command) in [
        (List, "d d", Command::Delete),
        (Findings, "d d", Command::Delete),
        (Findings, "D", Command::SetDue),
        (List, "i", Command::CellsOpen),
        (Controls, "i", Command::CellsOpen),
        (List, "p", Command::Like),
        (List, ".", Command::Again),
        (List, "y y", Command::CopyText),
        (Record, "ctrl-d", Command::PageDown),
        (Home, "Z Z", Command::Quit),
        (List, "G", Command::Last),
    ] {
        assert_eq!(runs(&vim, context, keys), Some(command), "{keys} in {context:?}");
    }
}
