import type { LetterWords } from './shape.ts'

export const words: LetterWords = {
  locale: 'tr-TR',
  dir: 'ltr',
  reviewed: false,
  to: {
    parents: 'Alıcı: anne, baba veya veli ({names})',
    both: 'Alıcı: {names} ve anne, baba veya veli',
    'young-person': 'Alıcı: {names}',
  },
  number: 'Sinyal numarası: {number}',
  subject: {
    parents: 'Size ulaşmaya çalıştık ({names})',
    both: 'Size ulaşmaya çalıştık ({names})',
    'young-person': 'Size ulaşmaya çalıştık',
  },
  salutation: {
    parents: 'Sayın anne, baba veya veli,',
    both: 'Merhaba {names}, sayın anne, baba veya veli,',
    'young-person': 'Merhaba {names},',
  },
  lost: {
    child: '{since} tarihinden itibaren {names} ile iletişim kuramadık.',
    self: '{since} tarihinden itibaren sizinle iletişim kuramadık.',
  },
  tried: 'Şu yolları denedik: {tried}.',
  ways: {
    called: 'telefon',
    messaged: 'mesaj veya e-posta',
    visited: 'ev ziyareti',
    letter: 'mektup',
    'other-parent': 'başka bir veli aracılığıyla sormak',
    'sibling-school': 'kardeşin okulu aracılığıyla sormak',
  },
  asked: {
    child:
      '{asked} tarihinde diğer kuruluşlara, {names} ile hâlâ iletişimleri olup olmadığını sorduk. Böyle bir soruya “sinyal” denir (Hollandaca: signaal). Bunu Ruggensteun adlı programla yaptık.',
    self: '{asked} tarihinde diğer kuruluşlara, sizinle hâlâ iletişimleri olup olmadığını sorduk. Böyle bir soruya “sinyal” denir (Hollandaca: signaal). Bunu Ruggensteun adlı programla yaptık.',
  },
  purpose: 'Tek amacımız yeniden iletişim kurmaktı.',
  noBlame:
    'Sinyal bir ceza değildir. Veilig Thuis’e (aile içi şiddet ve çocuk istismarı merkezi) yapılan bir bildirim de değildir.',
  usedTitle: 'Hangi bilgileri kullandık?',
  used: {
    child: 'Bilgisayarımız aramak için {names} ile ilgili şu bilgileri kullandı: {compared}.',
    self: 'Bilgisayarımız aramak için sizinle ilgili şu bilgileri kullandı: {compared}.',
  },
  compared: {
    name: 'ad ve soyad',
    birthDate: 'doğum tarihi',
    address: 'posta kodu ve kapı numarası',
    parents: 'anne babanın adları',
    bsn: 'vatandaşlık numarası (BSN)',
  },
  source: 'Bu bilgiler kendi kayıtlarımızdan gelmektedir.',
  codes: 'Bilgisayar bunları kodlara çevirdi. Bilgilerin kendisi gönderilmedi.',
  read: {
    child:
      '{names} ile ilgili zaten bilgisi olan bir kuruluş şunları okuyabildi: ne zamandan beri iletişim olmadığı, neler denediğimiz, yaş grubu, mahalle, ne kadar çabuk cevap istediğimiz, anne babanın bunu bilip bilmediği ve kimi arayabilecekleri.',
    self: 'Sizi zaten tanıyan bir kuruluş şunları okuyabildi: ne zamandan beri iletişim olmadığı, neler denediğimiz, yaş grubu, mahalle, ne kadar çabuk cevap istediğimiz, anne babanın bunu bilip bilmediği ve kimi arayabilecekleri.',
  },
  coordinator:
    'Mahalle ekibinin (wijkteam) koordinatörü de bunu okuyabildi, ama kiminle ilgili olduğunu görmedi.',
  others: 'Diğer kuruluşlar bunu okuyamadı. Belediyenin sunucusu bunu sakladı, ama o da okuyamadı.',
  notUsed: 'Şunları kullanmadık: {things}.',
  notUsedThings: {
    bsn: 'vatandaşlık numarası (BSN)',
    health: 'sağlık bilgileri',
    reports: 'notlar ve raporlar',
  },
  until: '{until} tarihinde sinyal herkesten silinir, bizden de.',
  basis: 'Bunu şu hukuki dayanağa göre yaptık: {basis}',
  rightsTitle: 'Haklarınız',
  rights: {
    access: 'Bilgi alma: hangi bilgileri kullandığımızı sorabilirsiniz.',
    correction: 'Düzeltme: yanlış bir şey mi var? Düzeltiriz.',
    objection: 'İtiraz: bunu istemiyor musunuz? Bize söyleyin. Konuya yeniden bakarız.',
    erasure: 'Silme: bilgilerin silinmesini isteyebilirsiniz.',
    complaint:
      'Şikâyet: memnun değil misiniz? Bize söyleyin. Hollanda veri koruma kurumuna (Autoriteit Persoonsgegevens) da şikâyette bulunabilirsiniz: autoriteitpersoonsgegevens.nl.',
  },
  officer: 'Bilgilerinizle ilgili sorularınızı veri koruma görevlimize de sorabilirsiniz: {officer}.',
  callTitle: 'Kimi arayabilirsiniz?',
  call: 'Sizinle konuşmak isteriz. Telefon: {phone}, {person} ({function}).',
  help: 'Hollandaca konuşmak veya okumak zor mu? Birinden yardım isteyin.',
  regards: 'Saygılarımızla,',
}
