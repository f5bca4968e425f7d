//! Every key is a flag of the command that it speaks to, and takes what the flag takes; every flag is a key or told to be none.

use clap::{Arg, ArgAction, Command, CommandFactory};
use hookspect::cli::Cli;
use hookspect::config::{FLAGS_ONLY, Key, Kind, Section, Table};
use std::collections::BTreeSet;

/// The commands that have a table, each with the keys that may stand there.
fn tables() -> impl Iterator<Item = (Table, Command, Vec<Key>)> {
    let mut cli = Cli::command();
    cli.build();
    Table::ALL.iter().map(move |table| {
        let command = cli.find_subcommand(table.name()).expect("there is such a command").clone();
        (*table, command, Section::Table(*table).keys().collect())
    })
}

fn flag<'c>(command: &'c Command, name: &str) -> &'c Arg {
    let found = command.get_arguments().find(|arg| arg.get_long() == Some(name));
    found.unwrap_or_else(|| panic!("--{name} is no flag"))
}

fn words(arg: &Arg) -> Vec<String> {
    arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect()
}

/// Flags of `diff` that say what is compared in a single run.
const OF_A_DIFF: &[&str] = &["neutral", "structure", "schema", "exit-code", "paging"];

#[test]
fn keys_and_flags_are_the_same() {
    let built_in = ["help", "version"];
    for (table, command, keys) in tables() {
        let flags = command.get_arguments().filter_map(Arg::get_long);
        let flags: BTreeSet<&str> = flags.filter(|flag| !built_in.contains(flag)).collect();
        let no_keys = FLAGS_ONLY.iter().chain(if table == Table::Diff { OF_A_DIFF } else { &[] });
        let no_keys = no_keys.copied().filter(|flag| flags.contains(flag)).collect::<Vec<_>>();
        assert_eq!(flags, keys.iter().map(|key| key.name()).chain(no_keys.iter().copied()).collect(), "{table:?}");
    }
    assert!(FLAGS_ONLY.iter().all(|flag| Key::with_name(flag).next().is_none()));
}

#[test]
fn keys_take_what_flags_take() {
    for (_, command, keys) in tables() {
        for key in keys {
            let arg = flag(&command, key.name());
            let is_list = matches!(arg.get_action(), ArgAction::Append);
            let takes_value = arg.get_action().takes_values();
            assert_eq!(key.kind().is_list(), is_list, "{key:?}");
            assert_eq!(key.kind() != Kind::Switch, takes_value, "{key:?}");
            match key.kind() {
                Kind::Word(known) => assert_eq!(words(arg), known, "{key:?}"),
                Kind::Rules => assert_eq!(words(arg).len(), hookspect::finding::Rule::ALL.len(), "{key:?}"),
                Kind::Reports(known) => assert_eq!(words(flag(&command, "format")), known, "{key:?}"),
                // What other texts and numbers have to be is asked below.
                _ => {}
            }
        }
    }
}

/// What the flags of `diff` take the file takes too, and the other way round.
#[test]
fn texts_are_judged_alike() {
    let texts =
        ["/a", "**", "**/a", "a", "/~2", "/a=id", "=id", "a=id", "/a=", "0.01", "1e3", "-1", "01", "5s", "s", "1h 2m"];
    let keys = Section::Table(Table::Diff).keys();
    let (mut taken, mut refused) = (0, 0);
    for key in keys.filter(|key| matches!(key.kind(), Kind::Globs | Kind::ArrayKeys | Kind::Distance | Kind::Duration))
    {
        for text in texts {
            let flag = format!("--{}={text}", key.name());
            let is_taken = Cli::command().try_get_matches_from(["hookspect", "diff", "a", "b", &flag]).is_ok();
            let value = if key.kind().is_list() { format!("['{text}']") } else { format!("'{text}'") };
            let is_read = super::read(&format!("[diff]\n{} = {value}", key.name())).is_ok();
            assert_eq!(is_read, is_taken, "{flag}");
            if is_read { taken += 1 } else { refused += 1 }
        }
    }
    assert!(taken > 10 && refused > 10, "{taken} {refused}");
}

/// A number that the flag takes the file takes too, and the other way round.
#[test]
fn numbers_have_the_same_bounds() {
    for key in Key::ALL {
        let Kind::Count(least, most) = key.kind() else { continue };
        let numbers = [least.checked_sub(1), Some(least), Some(most), most.checked_add(1)];
        for number in numbers.into_iter().flatten() {
            let flag = format!("--{}={number}", key.name());
            let is_taken = Cli::command().try_get_matches_from(["hookspect", "validate", &flag]).is_ok();
            // A number of TOML has 64 bits, one of them for the sign.
            let is_written = i64::try_from(number).is_ok();
            let is_read = super::read(&format!("{} = {number}", key.name())).is_ok();
            assert!(is_read == is_taken || !is_written, "{flag}");
        }
    }
}

#[test]
fn what_excludes_each_other_is_the_same() {
    for (table, command, keys) in tables() {
        let mut of_flags = BTreeSet::new();
        for key in &keys {
            for other in command.get_arg_conflicts_with(flag(&command, key.name())) {
                if let Some(other) = other.get_long().and_then(|name| Section::Table(table).key(name)) {
                    of_flags.insert(BTreeSet::from([*key, other]));
                }
            }
        }
        let of_keys = keys.iter().flat_map(|key| key.conflicts().iter().map(|other| BTreeSet::from([*key, *other])));
        assert_eq!(of_flags, of_keys.collect(), "{table:?}");
    }
}
