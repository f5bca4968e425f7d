//! Code Quality: what GitLab takes, and fingerprints that it can rely on.

use super::{json, parse, printed};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn every_issue_has_what_gitlab_needs_and_a_fingerprint_of_its_own() {
    let report = parse(&printed("gitlab", &[]));
    let issues = report.as_array().expect("it is a list");
    let mut fingerprints = BTreeSet::new();
    for issue in issues {
        for text in ["description", "check_name"] {
            assert!(issue[text].as_str().is_some_and(|text| !text.is_empty()), "{issue}");
        }
        assert!(matches!(issue["severity"].as_str(), Some("major" | "minor")), "{issue}");
        let location = &issue["location"];
        assert!(location["path"].is_string() && location["lines"]["begin"].as_u64() >= Some(1), "{issue}");
        assert_eq!(location["lines"]["begin"], location["positions"]["begin"]["line"]);
        assert!(fingerprints.insert(issue["fingerprint"].to_string()), "{issue}");
    }
    let summary = &parse(&printed("json", &[]))["summary"];
    let count = |name: &str| summary[name].as_u64().expect("it is a number");
    assert_eq!(issues.len() as u64, count("errors") + count("advices") + count("unreadable"));
    assert_eq!(issues.last().expect("there are some")["check_name"], "unreadable");
}

#[test]
fn the_same_mistake_in_every_line_has_as_many_names_and_keeps_them() {
    let lines = "{\"id\":7,\"tenant\":\"acme\"}\n".repeat(3);
    let names = |text: &str| -> Vec<String> {
        let report = json("gitlab", &[], text.as_bytes());
        report.as_array().expect("it is a list").iter().map(|issue| issue["fingerprint"].to_string()).collect()
    };
    let first = names(&lines);
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), 3);
    assert_eq!(names(&format!("{{\"id\":\"s1\",\"tenant\":\"acme\"}}\n{lines}")), first);
    assert_eq!(json("gitlab", &[], b"{\"id\":\"s1\",\"tenant\":\"acme\"}"), Value::Array(Vec::new()));
}
