//! What crosses a wire comes back as it was, and what is no patch is an error.
#![cfg(feature = "serde")]

use offshoot::OrdMap;
use offshoot::ord_map::Patch;

#[test]
fn a_patch_crosses_a_wire() {
    let old: OrdMap<u32, String> = (0..1_000u32).map(|key| (key, key.to_string())).collect();
    let mut new = old.clone();
    new.insert(5_000, "added".into());
    new.insert(7, "changed".into());
    new.remove(&500);
    let patch = old.diff(&new).collect::<Patch<_, _>>();
    let text = serde_json::to_string(&patch).expect("a patch of texts is JSON");
    assert_eq!(text, r#"[[7,"7","changed"],[500,"500",null],[5000,null,"added"]]"#);
    let received: Patch<u32, String> = serde_json::from_str(&text).expect("it was just written");
    assert_eq!(received, patch);
    let mut other = old.clone();
    other.apply(&received);
    assert_eq!(other, new);
    other.apply(&received.invert());
    assert_eq!(other, old);
}

#[test]
fn what_is_no_patch_is_an_error() {
    for text in ["", "{}", "[1]", "[[1]]", "[[1,2]]", r#"[["a",1,2]]"#, "[[1,2,3,4]]", "[[1,2,3]"] {
        assert!(serde_json::from_str::<Patch<u32, u32>>(text).is_err(), "{text} is a patch");
    }
    let any = serde_json::from_str::<Patch<u32, u32>>("[[9,null,1],[1,2,null],[9,1,2]]");
    let mut map = OrdMap::from([(1, 2)]);
    map.apply(&any.expect("any order is a patch"));
    assert_eq!(map, OrdMap::from([(9, 2)]));
}
