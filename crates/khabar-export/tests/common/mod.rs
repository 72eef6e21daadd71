//! Pages of our own, read.

use khabar::{Input, Options, Record, read};

/// A page of a month, its title and its text.
fn page(id: &str, published: Option<&str>, title: &str, text: &str) -> Record {
    let input = Input {
        bytes: text.as_bytes(),
        id: Some(id),
        uri: Some("https://example.org/news/1"),
        title: Some(title),
        published,
        site: Some("صحيفة النهر"),
        ..Input::default()
    };
    read(&input, &Options::default())
}

/// Records of three pages: two months, and one that does not say when it was published.
pub fn records() -> Vec<Record> {
    vec![
        page(
            "bridge",
            Some("2021-11-04T16:44"),
            "العراق يعلن وصول 140 مضخة إلى البصرة",
            "أعلنت وزارة الموارد المائية العراقية، الخميس، وصول أكثر من 140 مضخة إلى محافظة البصرة، من أصل 300 مضخة.\n\
             وقال وزير الموارد المائية سامي الزبيدي في بيان إن \"تركيب المضخات يبدأ الأحد المقبل\"، مشيرا إلى أن الكلفة بلغت نحو 12.5 مليون دولار.\n\
             وتعهد الوزير بإيصال الماء إلى قضاء الفاو قبل نهاية العام المقبل.\n\
             وهاجم مسلحون نقطة للشرطة في البصرة، وأدان العراق الهجوم.",
        ),
        page(
            "talks 🌊/2",
            Some("2022-01-10"),
            "بغداد وطهران تبحثان حصص المياه",
            "بحث رئيس الوزراء العراقي مع نظيره الإيراني في طهران حصص المياه. ونقلت وكالة الأنباء العراقية عن مسؤول قوله إن \
             الطرفين اتفقا على تشكيل لجنة مشتركة خلال شهرين.\nولم تعقد اللجنة أي اجتماع.",
        ),
        page("undated", None, "عنوان بلا تاريخ", "قال عامل إن درجة الحرارة بلغت 45 درجة، و\"الجدول \tمعطل\"."),
    ]
}
