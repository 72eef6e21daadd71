//! MinHash against the resemblance it estimates.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail"
)]

use std::collections::HashSet;

use khabar_stories::minhash::{Index, SAME, SHINGLE, Signature};
use khabar_stories::words::folded;
use proptest::prelude::*;

const REPORT: &str = "أعلنت وزارة الكهرباء أن محطة التحويل الجديدة في قضاء الزبير دخلت الخدمة فجر اليوم بعد أعمال دامت سبعة أشهر، \
    وأن طاقتها تكفي ثلاثين ألف مسكن. وقال مدير المشروع إن الفرق الفنية أنجزت مد الخطوط الأرضية قبل الموعد المحدد، وإن المرحلة \
    الثانية تشمل أحياء الميناء والمعامل القديمة. وأشار إلى أن كلفة العمل غطتها موازنة المحافظة من غير قروض، وأن صيانة المحطة \
    تتولاها شركة محلية بعقد مدته خمس سنوات. وكان سكان القضاء قد شكوا الصيف الماضي من انقطاع متكرر للتيار في ساعات الذروة.";

fn signature(text: &str) -> Signature {
    Signature::of(&folded(text)).expect("long enough")
}

#[test]
fn a_copy_with_another_spelling_and_first_line_is_found() {
    let copy =
        REPORT.replace("أن", "ان").replace("إلى", "الى").replacen("أعلنت وزارة الكهرباء", "قالت الكهرباء", 1);
    let mut index = Index::default();
    index.add(signature(REPORT));
    let found = index.alike(&signature(&copy));
    assert_eq!(found.len(), 1);
    assert!(found[0].1 >= 0.9, "{found:?}");
}

#[test]
fn another_report_of_the_same_event_is_no_copy() {
    let other = "دخلت محطة تحويل في الزبير الخدمة يوم أمس، بحسب بيان لمحافظة البصرة، لتغذية ثلاثين ألف مسكن بالتيار. ويأتي ذلك \
        بعد شكاوى من السكان خلال الصيف الماضي من انقطاع متكرر. وأوضح البيان أن شركة محلية ستتولى الصيانة.";
    let mut index = Index::default();
    index.add(signature(REPORT));
    assert_eq!(index.alike(&signature(other)), []);
    assert!(signature(REPORT).resemblance(&signature(other)) < 0.2);
}

#[test]
fn too_short_a_text_has_no_signature() {
    assert_eq!(Signature::of(&["خبر", "عاجل", "من", "بغداد"]), None);
    assert!(Signature::try_from(vec![0; 3]).is_err());
}

fn shingles(words: &[u8]) -> HashSet<&[u8]> {
    words.windows(SHINGLE).collect()
}

proptest! {
    /// The estimate stays within five standard errors of the true resemblance.
    #[test]
    fn the_estimate_is_near_the_truth(a in prop::collection::vec(any::<u8>(), 60..200), cut in 0_usize..60, tail in prop::collection::vec(any::<u8>(), 0..60)) {
        let mut b = a[cut..].to_vec();
        b.extend(tail);
        prop_assume!(b.len() >= SHINGLE);
        let named = |words: &[u8]| words.iter().map(|w| format!("كلمة{w}")).collect::<Vec<_>>();
        let (x, y) = (Signature::of(&named(&a)).unwrap(), Signature::of(&named(&b)).unwrap());
        let (s, t) = (shingles(&a), shingles(&b));
        let truth = s.intersection(&t).count() as f64 / s.union(&t).count() as f64;
        prop_assert!((x.resemblance(&y) - truth).abs() < 5.0 * 0.044, "{} {truth}", x.resemblance(&y));
    }

    /// What is stored is what was made, and a page is always its own copy.
    #[test]
    fn a_signature_reads_back_and_finds_itself(words in prop::collection::vec("[ا-ي]{2,6}", SHINGLE..40)) {
        let made = Signature::of(&words).unwrap();
        prop_assert_eq!(Signature::try_from(Vec::<u32>::from(made.clone())), Ok(made.clone()));
        let mut index = Index::default();
        let number = index.add(made.clone());
        prop_assert!(index.alike(&made).iter().any(|(n, r)| *n == number && *r >= SAME));
    }
}
