"""The customers of the two companies, and how they like to buy."""

from typing import NamedTuple


class Person(NamedTuple):
    """A customer. Organisations come before the people who belong to them.

    ``joined`` is the months that have passed since he became a member; None: he never
    did. ``habit`` is one of :mod:`habits`.
    """

    key: str
    name: str
    city: str
    habit: str
    joined: float | None
    channel: str = "pos"
    organisation: str = ""
    referrer: str = ""
    login: str = ""


GOLESTAN = [
    Person("lyceum", "Vondel Lyceum", "Amsterdam", "office", 13.2, "backend"),
    Person("studio", "Studio Nachtwacht B.V.", "Amsterdam", "office", 10.4, "backend"),
    Person("hotel", "Hotel De Halve Maan", "Haarlem", "office", 7.9, "backend"),
    Person(
        "foundation",
        "Stichting ter Bevordering van het Voorlezen aan Kinderen in Noord-Holland en "
        "Omstreken",
        "Zaandam",
        "office",
        12.1,
        "backend",
    ),
    Person("marit", "Marit de Vries", "Amsterdam", "regular", 13.4, login="member"),
    Person("ingrid", "Ingrid Solheim", "Amsterdam", "rare", 13.3, "website"),
    Person("tomas", "Tomás Ferreira", "Amsterdam", "reader", 11.2),
    Person("leila", "Leila Haddad", "Amstelveen", "regular", 12.6, referrer="marit"),
    Person("jasper", "Jasper van den Berg", "Amsterdam", "reader", 12.3, "website"),
    Person("chiara", "Chiara Lombardi", "Amsterdam", "web", 11.8, "website"),
    Person("piotr", "Piotr Zieliński", "Diemen", "regular", 11.5),
    Person("amara", "Amara Okafor", "Amsterdam", "reader", 11.0, referrer="jasper"),
    Person("sven", "Sven Lindqvist", "Haarlem", "web", 10.7, "website"),
    Person("femke", "Femke Bakker", "Amsterdam", "regular", 10.1),
    Person("david", "David O'Connor", "Utrecht", "web", 9.8, "website"),
    Person("zeynep", "Zeynep Yılmaz", "Amsterdam", "reader", 9.4, referrer="leila"),
    Person("lars", "Lars Pedersen", "Amsterdam", "lapsed", 12.9),
    Person("anna", "Anna Kowalska", "Amsterdam", "lapsed", 12.7, "website"),
    Person("mateo", "Mateo García Ruiz", "Amsterdam", "regular", 8.6),
    Person("noor", "Noor Hendriks", "Amstelveen", "reader", 8.2, "website"),
    Person("elena", "Elena Popescu", "Amsterdam", "web", 7.5, "website"),
    Person("hugo", "Hugo Dubois", "Leiden", "reader", 7.1),
    Person("yara", "Yara Nasser", "Amsterdam", "regular", 6.4, referrer="zeynep"),
    Person("willem", "Willem Dijkstra", "Amsterdam", "old", 5.2, "backend"),
    Person("greet", "Greet Janssens", "Amsterdam", "old", 5.2, "backend"),
    Person("kaspar", "Kaspar Müller", "Amsterdam", "old", 5.1, "backend"),
    Person("sofia", "Sofia Papadopoulou", "Amsterdam", "web", 4.6, "website"),
    Person("milan", "Milan Novák", "Amsterdam", "regular", 3.9),
    Person("isla", "Isla MacLeod", "Hilversum", "reader", 3.1, "website"),
    Person("bram", "Bram Visser", "Amsterdam", "rare", 2.2, referrer="marit"),
    Person("aylin", "Aylin Demir", "Amsterdam", "reader", 0.9),
    Person("oscar", "Oscar Nilsson", "Amsterdam", "web", 0.4, "website"),
    Person("ruth", "Ruth Abrams", "Amsterdam", "office", 9.0, "corporate", "lyceum"),
    Person("daan", "Daan Mulder", "Amsterdam", "regular", 9.0, "corporate", "studio"),
    Person("nina", "Nina Petrova", "Amsterdam", "rare", 4.0, "corporate", "studio"),
    Person("joris", "Joris Vos", "Haarlem", "office", None, "", "hotel"),
    Person("vondel", "Vondel Architects", "Amsterdam", "office", None),
    Person("sanne", "Sanne Kuipers", "Amsterdam", "rare", None, "", "vondel", "", "hr"),
    Person("pieter", "Pieter Smits", "Amsterdam", "regular", None, "", "vondel"),
    Person("fatima", "Fatima Benali", "Amsterdam", "reader", None, "", "vondel"),
    Person("jonas", "Jonas Meyer", "Diemen", "rare", None, "", "vondel"),
    Person("lotte", "Lotte Jacobs", "Amsterdam", "regular", None, "", "vondel"),
    Person("ahmet", "Ahmet Kaya", "Amsterdam", "web", None, "", "vondel"),
    Person("emma", "Emma de Wit", "Amsterdam", "rare", None),
    Person("felix", "Felix Wagner", "Amsterdam", "regular", None),
]

ZAFARAN = [
    Person("school", "دبستان دخترانهٔ مهر ایران", "تهران", "office", 11.6, "backend"),
    Person("clinic", "کلینیک دندان‌پزشکی لبخند", "تهران", "office", 9.3, "backend"),
    Person("institute", "مؤسسهٔ ترجمهٔ سپهر", "کرج", "office", 6.2, "backend"),
    Person("negar", "نگار احمدی", "تهران", "regular", 13.4, login="ozv"),
    Person("arash", "آرش کریمی", "تهران", "regular", 13.1),
    Person("shirin", "شیرین محمدی", "تهران", "reader", 12.8, "website", "", "negar"),
    Person("behrouz", "بهروز رستمی", "کرج", "lapsed", 12.7),
    Person("parisa", "پریسا صادقی", "تهران", "regular", 12.2, referrer="arash"),
    Person("kaveh", "کاوه نعمتی", "تهران", "web", 11.9, "website"),
    Person("laleh", "لاله ابراهیمی", "تهران", "reader", 11.1),
    Person("siavash", "سیاوش فرهادی", "ری", "regular", 10.5),
    Person("mahsa", "مهسا قاسمی", "تهران", "web", 9.9, "website"),
    Person("hamid", "حمیدرضا جعفری", "تهران", "lapsed", 12.0),
    Person("golnaz", "گلناز مرادی", "تهران", "regular", 8.8, referrer="parisa"),
    Person("omid", "امید شریفی", "شهریار", "reader", 8.1),
    Person("tara", "تارا یزدانی", "تهران", "web", 7.2, "website"),
    Person("farhad", "فرهاد بهرامی", "تهران", "regular", 6.6),
    Person(
        "seyedeh",
        "سیده فاطمه‌زهرا موسوی‌نژاد خراسانی",
        "تهران",
        "reader",
        5.7,
        "website",
    ),
    Person("nima", "نیما صالحی", "تهران", "old", 4.9, "backend"),
    Person("roya", "رؤیا حیدری", "تهران", "old", 4.9, "backend"),
    Person("ehsan", "احسان کاظمی", "تهران", "regular", 3.4),
    Person("mina", "مینا زارعی", "لواسان", "web", 2.1, "website"),
    Person("kian", "کیان اکبری", "تهران", "rare", 0.8),
    Person("azadeh", "آزاده رحیمی", "تهران", "regular", 7.9, "corporate", "clinic"),
    Person("yas", "یاس نوری", "تهران", "rare", 7.9, "corporate", "clinic"),
    Person("reza", "رضا قربانی", "تهران", "rare", None),
    Person("hoda", "هدا میرزایی", "تهران", "regular", None),
    Person("ava", "شرکت نرم‌افزاری آوا", "تهران", "office", None),
    Person("niloofar", "نیلوفر صادقی", "تهران", "rare", None, "", "ava", "", "manabe"),
    Person("kamran", "کامران یزدانی", "تهران", "regular", None, "", "ava"),
    Person("elham", "الهام توکلی", "تهران", "regular", None, "", "ava"),
    Person("siavash", "سیاوش مرادی", "تهران", "rare", None, "", "ava"),
    Person("mahsa", "مهسا قاسمی", "تهران", "regular", None, "", "ava"),
]
