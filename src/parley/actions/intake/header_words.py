"""The headings of columns in the tables that mediators keep, in six languages, by what such a column holds."""

import re
import unicodedata
from functools import cache

HEADINGS: dict[str, str] = {
    "body": (
        "delegation, seat, body, party, organisation, organization, group, side, faction, name of delegation, actor, "
        "délégation, siège, partie, groupe, camp, الوفد, وفد, المقعد, الطرف, الجهة, الفريق, هیئت, هیأت, کرسی, طرف, "
        "سازمان, گروه, делегация, сторона, организация, группа, heyet, delegasyon, koltuk, taraf, kuruluş, grup"
    ),
    "role": (
        "role, role at the talks, capacity, rôle, rôle aux pourparlers, qualité, الدور, دور, الصفة, صفة, نقش, "
        "نقش در مذاکرات, роль, роль на переговорах, статус, rol, görüşmelerdeki rol, görev"
    ),
    "persons": (
        "persons, person, people, members, participants, delegates, personnes, personne, membres, délégués, الأشخاص, "
        "شخص, الأعضاء, أعضاء, اشخاص, افراد, اعضا, лица, лицо, люди, члены, участники, делегаты, kişiler, kişi, üyeler, "
        "delegeler"
    ),
    "email": (
        "e-mail, email, mail, e-mail address, courriel, adresse électronique, البريد الإلكتروني, بريد, ایمیل, "
        "پست الکترونیک, رایانامه, эл почта, электронная почта, почта, e-posta, eposta"
    ),
    "invited by": (
        "invited by, invited, invité par, invitée par, بدعوة من, مدعو من, به دعوت, دعوت شده توسط, приглашены, "
        "кем приглашены, пригласил, davet eden"
    ),
    "name": (
        "name, full name, title, subject, nom, nom complet, intitulé, objet, titre, الاسم, اسم, العنوان, نام, "
        "نام کامل, عنوان, имя, фио, название, тема, ad, adı, isim, ad soyad, konu, başlık"
    ),
    "office": (
        "office, position, function, post, job title, fonction, poste, المنصب, منصب, الوظيفة, مقام, سمت, پست, "
        "должность, пост, функция, makam, görevi, unvan"
    ),
    "sort": "sort, type, kind, sorte, catégorie, نوع, النوع, گونه, вид, тип, tür, türü",
    "date": "date, day, when, date et heure, jour, التاريخ, تاريخ, اليوم, تاریخ, روز, дата, день, когда, tarih, gün",
    "place": "place, venue, location, where, lieu, endroit, المكان, مكان, محل, مکان, место, где, yer, mekân",
    "who": "who, by, from, by whom, qui, par, de, من, کی, چه کسی, кто, кем, от кого, kim, kimden",
    "to": (
        "with whom, with, to whom, to, avec qui, avec, à qui, à, مع من, مع, إلى, لمن, با چه کسی, با, به, с кем, с, "
        "кому, kiminle, ile, kime"
    ),
    "what": (
        "what, commitment, promise, undertaking, pledge, quoi, engagement, promesse, ماذا, الالتزام, التعهد, الوعد, "
        "چه, تعهد, قول, что, обязательство, обещание, ne, taahhüt, söz"
    ),
    "due": (
        "by when, due, due date, deadline, pour quand, échéance, délai, متى, الموعد النهائي, المهلة, تا کی, مهلت, "
        "سررسید, к какому сроку, срок, ne zamana kadar, son tarih, vade"
    ),
    "issue": (
        "issue, topic, question, point, sujet, dossier, القضية, الموضوع, المسألة, موضوع, مسئله, вопрос, проблема, "
        "mesele, konu başlığı"
    ),
    "position": (
        "position, standpoint, view, words, point de vue, propos, الموقف, موقف, الرأي, موضع, دیدگاه, позиция, взгляд, "
        "tutum, görüş, pozisyon"
    ),
    "stance": "stance, for or against, pour ou contre, مع أو ضد, موافق یا مخالف, за или против, lehte mi aleyhte mi",
    "secrecy": (
        "public, confidential, public or confidential, public confidential, confidentiality, secrecy, "
        "public ou confidentiel, confidentialité, علني أو سري, السرية, علنی یا محرمانه, محرمانگی, "
        "публично или конфиденциально, конфиденциальность, açık mı gizli mi, gizlilik"
    ),
    "red line": "red line, ligne rouge, خط أحمر, خط قرمز, красная линия, kırmızı çizgi",
    "format": "format, form of meeting, الصيغة, شكل, قالب, формат, biçim",
    "outcome": "outcome, result, notes, résultat, النتيجة, نتیجه, результат, итог, sonuç",
    "condition": "condition, شرط, الشرط, условие, koşul",
    "since": "since, depuis, منذ, از, از تاریخ, с какого времени, начиная с, -den beri, başlangıç",
    "until": "until, jusqu’à, حتى, تا, до, kadar, bitiş",
    "source": "source, according to, claimed by, selon, المصدر, وفقا ل, منبع, به گفته, источник, по словам, kaynak",
}  # fmt: skip

YES = "yes, x, true, oui, vrai, نعم, بله, да, evet"
NO = "no, false, non, faux, لا, خیر, نه, нет, hayır"
PUBLIC = "public, open, publique, علني, علنی, публично, публичная, открыто, açık, kamuya açık"
CONFIDENTIAL = (
    "confidential, secret, private, confidentiel, confidentielle, سري, محرمانه, конфиденциально, секретно, gizli"
)
CUT = re.compile(r"[/(\[|:,;،؛\n]")
NOT_A_LETTER = re.compile(r"[^\w]+")
SAME_LETTER = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ـ": "", "ı": "i", "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا"})


def normal(words: str) -> str:
    """Return words without case, accents, points and the letters that are typed in more than one way."""
    folded = unicodedata.normalize("NFKD", words.casefold().translate(SAME_LETTER))
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return NOT_A_LETTER.sub(" ", bare.translate(SAME_LETTER)).strip()


@cache
def words_in(listed: str) -> frozenset[str]:
    """Return the words of a list as they are compared."""
    return frozenset(normal(one) for one in listed.split(","))


def heads(heading: str, *, holding: str) -> bool:
    """Tell whether a heading is one of a column that holds something: as a whole, or before or after a stroke."""
    known = words_in(HEADINGS[holding])
    return any(normal(part) in known for part in (heading, *CUT.split(heading)) if normal(part))
