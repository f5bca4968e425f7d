//! Every key is a flag of `validate` and takes what the flag takes; every flag is a key or told to be none.

use clap::{Arg, ArgAction, Command, CommandFactory};
use hookspect::cli::Cli;
use hookspect::config::{FLAGS_ONLY, Key, Kind};
use std::collections::BTreeSet;

fn validate() -> Command {
    let mut cli = Cli::command();
    cli.build();
    cli.find_subcommand("validate").expect("there is such a command").clone()
}

fn flag<'c>(command: &'c Command, name: &str) -> &'c Arg {
    let found = command.get_arguments().find(|arg| arg.get_long() == Some(name));
    found.unwrap_or_else(|| panic!("--{name} is no flag"))
}

fn words(arg: &Arg) -> Vec<String> {
    arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect()
}

#[test]
fn keys_and_flags_are_the_same() {
    let command = validate();
    let built_in = ["help", "version"];
    let flags: BTreeSet<&str> = command.get_arguments().filter_map(Arg::get_long).collect();
    let flags: BTreeSet<&str> = flags.into_iter().filter(|flag| !built_in.contains(flag)).collect();
    let keys = Key::ALL.iter().map(|key| key.name());
    assert_eq!(flags, keys.chain(FLAGS_ONLY.iter().copied()).collect());
    assert!(FLAGS_ONLY.iter().all(|flag| Key::with_name(flag).is_none()));
}

#[test]
fn keys_take_what_flags_take() {
    let command = validate();
    for key in Key::ALL {
        let arg = flag(&command, key.name());
        let is_list = matches!(arg.get_action(), ArgAction::Append);
        let takes_value = arg.get_action().takes_values();
        assert_eq!(key.kind().is_list(), is_list, "{key:?}");
        assert_eq!(key.kind() != Kind::Switch, takes_value, "{key:?}");
        match key.kind() {
            Kind::Word(known) => assert_eq!(words(arg), known, "{key:?}"),
            Kind::Rules => assert_eq!(words(arg).len(), hookspect::finding::Rule::ALL.len(), "{key:?}"),
            Kind::Reports(known) => assert_eq!(words(flag(&command, "format")), known, "{key:?}"),
            Kind::Switch | Kind::Count(..) | Kind::Name | Kind::Names | Kind::Paths => {}
        }
    }
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
    let command = validate();
    let mut of_flags = BTreeSet::new();
    for key in Key::ALL {
        for other in command.get_arg_conflicts_with(flag(&command, key.name())) {
            if let Some(other) = other.get_long().and_then(Key::with_name) {
                of_flags.insert(BTreeSet::from([*key, other]));
            }
        }
    }
    let of_keys = Key::ALL.iter().flat_map(|key| key.conflicts().iter().map(|other| BTreeSet::from([*key, *other])));
    assert_eq!(of_flags, of_keys.collect());
}
