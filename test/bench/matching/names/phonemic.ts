/**
 * Arabic and Berber names as they sound, one sign a sound, so that the generator can write them down in
 * different ways (romanise.ts): H ḥ, x kh, S sh, G gh, q, 3 ʿayn, A ā, I ī, U ū, J j, final Z -a(h). Families
 * of Morocco and of Syria and Iraq.
 */
export const ARABIC_BOYS = (
  "muHammad aHmad yUsuf 3umar 3alI Hasan Husayn ibrAhIm bilAl ayyUb amIn anas ilyAs imrAn ismA3Il yaHyA yAsIn zakariyyA usAma sufyAn salmAn samIr rayyAn raSId nabIl murAd muSTafA munIr mahdI marwAn lu'ay " +
  "karIm xAlid JamAl HamzaZ HakIm fu'Ad faysal fArUq dawUd badr aSraf adam 3Adil 3abdallAh 3abdalrahmAn 3azIz waSIm walId TAriq taha sulaymAn SAlih Entry rabI3 qAsim nUr nizAr mAlik maHmUd mAJid luqmAn " +
  "kamAl Jabir 3isA iHsAn hiSAm haytham GassAn firAs diyA3 baSIr bahA' 3amr 3Amir zayd yaman wisAm 3uthmAn rAmI rAId qays idrIs hAShim hAnI fAdI 3imAd basil ayman xalIl nasIr muSlih sAmI yazIn ridwAn tawfIq"
).split(' ')
export const ARABIC_GIRLS = (
  "fAtimaZ 3A'iSaZ xadIJaZ maryam zaynab hAJar salmA sArraZ nUra yAsmIn SaymA' sukaynaZ safA' rIm rAniyaZ naJAt nAdiyaZ muna malak lubna laylA kawthar jamIlaZ ikrAm ilhAm hudA hanAn HabIbaZ GizlAn " +
  "farIdaZ duniA buSrA basmaZ AsmA' amInaZ amAl 3azIzaZ sumayyaZ suhaylaZ rAbi3aZ wafA' warda zahrA' umayma iman inAs iSrAq HafsaZ hibaZ JihAn lamyA' lInA mirA nisrIn nUr raHmaZ raJA' rawAn Sahd sihAm TasnIm " +
  "yusrA zulayxa HanIn Gina fayrUz dimA dana dalia batUl bayAn arwa ala' aya rUba rIma ruqayyaZ saHar sanA' SirIn tala nAya nagham joud hala ghAda farah rAwya mayAda maha lujayn"
).split(' ')
/** A leading capital word of `el`, `ben`, `ait`, `bou`, `abu` is a tussenvoegsel of its own. */
export const ARABIC_SURNAMES = (
  'el amrAnI|el idrIsI|el 3alAwI|el mansUrI|el fAsI|el GazAwI|el xattAbI|el JabrI|el bakkAlI|el yAqUbI|el hamdAwI|el kaddUrI|el mas3UdI|el 3abbAsI|el baGdAdI|ben 3alI|ben 3ysA|ben yaHyA|ben salAh|ben hammU|ben 3umar|ait 3alI|ait hammU|' +
  'ait baha|bou 3azzA|bou zidI|bou Samma|bou Sta|abu bakr|abu zayd|al HasanI|al masrI|al xUrI|al HalabI|al Ahmad|al JaddU3|al rifA3I|al SammarI|al GazAlI|al xatIb|al najjAr|al Hamad|al 3alI|al saleh|al ibrAhIm|Ahmadi|ziyAnI|tAhirI|SerqAwI|rahmUnI|wahhAbI|mUsAwI|' +
  'mazUzI|lahsini|kArimI|JallUlI|hamdAnI|haddAd|HammudI|GanimI|farUqI|dawdI|dahmAnI|buSrAwI|buzidI|baSIrI|azUzI|aznag|asbAy|arGiwI|amzIl|aSrAfI|axlIf|aGzAf|3abdallAwI|3uwaysI|yAsInI|wardI|uSAn|tawfIqI|tahIrI|sultAnI|samadI|rUxsi|razzUq|quraySI|' +
  'najjArI|muxtArI|mub3ark|maGrAwI|mahJUbI|lamrInI|laxdar|kaSSAnI|karAdI|xalIfI|JilAlI|ismA3IlI|hasnAwI|hammUtI|HafIzI|GallAb|fikrI|draSI|diUrI|danUnI|buqays|bulaHya|barAda|badawI|axdIm|abarkAn|3aydI|sabbAG|darwIS|qassAb|hilAl|nassAr|SAhIn|sulaymAn|mansUr|yUnis|xalIl|hAJJI|qAsim'
).split('|')
/**
 * Families called after a forefather: `Mansuri`, `ben Salih`, `ait Hammu`: as many as there are given names.
 */
export const ARABIC_FOREFATHERS: readonly string[] = ARABIC_BOYS.flatMap((name) => [
  /[aiuAIU]Z?$/.test(name) ? `${name.replace(/Z$/, '')}wI` : `${name}I`,
  `ben ${name}`,
  `ait ${name}`,
  `el ${name}`,
])
/** Eritrean and Ethiopian names: the second name is the father's first name. */
export const TIGRINYA = (
  'Abel Abraham Adhanom Afewerki Amanuel Aman Asmerom Awet Berhane Bereket Biniam Daniel Dawit Efrem Ermias Eyob Feruz Filmon Freweini Ghebre Girmay Habtom Haben Hagos Haile Helen Henok Isaias Kbrom Kidane Kiflom Letebrhan ' +
  'Luwam Mebrahtu Medhanie Mehari Meron Merhawi Mihret Mulugeta Naod Natnael Nahom Negasi Rahel Robel Ruta Saba Samrawit Selam Semere Senait Simon Solomon Tedros Teklay Temesgen Tesfay Tsegay Tsige Winta Yemane Yohannes Yonas Yordanos Zerai'
).split(' ')
export const TIGRINYA_COMPOUNDS: readonly string[] = [
  'Gebre',
  'Haile',
  'Tesfa',
  'Welde',
  'Tekle',
  'Habte',
  'Berhane',
  'Kidane',
  'Zere',
  'Mehari',
  'Amde',
  'Abra',
].flatMap((start) =>
  [
    'mariam',
    'michael',
    'selassie',
    'meskel',
    'giorgis',
    'kristos',
    'yohannes',
    'ab',
    'tsion',
    'hiwot',
    'amlak',
    'gabir',
    'hannes',
    'lul',
    'wahid',
  ].map((end) => start + end),
)
/** Surinamese-Hindustani and Creole names. */
export const SURINAMESE_SURNAMES = (
  'Ramdin Ramlal Bhagwandas Jagernath Sewnath Mahabier Soekhoe Biharie Kalpoe Nandoe Ramkisoen Sital Gopal Autar Baldewsingh Bissessar Changoe Debipersad Doerga Gajadin Ganga Girdhari Goerdayal Hanuman Harpal Jadnanansing ' +
  'Jaggan Jankie Kanhai Khargi Lachman Mangal Matadin Mohan Nanhoe Oemraw Pahladsingh Panday Parmessar Phagoe Poeran Raghoebar Ramautar Rambharos Rambocus Ramsaran Santokhi Sardjoe Sharma Sheombar Singh Soerdjan Sukul Tewarie Thakoer Tiwari ' +
  'Wijngaarde Pinas Kenswil Zeefuik Vrede Lieveld Blokland Graanoogst Landveld Esajas Rozenblad Goedhoop Amania Adjako Asabina Burleson Cairo Doelwijt Emanuels Ferrier Held Kartosen Kromodimedjo Pawirodikromo Sastrowidjojo Soemodihardjo Wongsodikromo Tjon Ajong Lie'
).split(' ')
export const SURINAMESE_GIVEN = (
  'Aarti Anand Anjali Anil Aniel Ashwin Astrid Chandra Dewi Dinesh Gita Girish Humphrey Indra Jair Jaya Jerrel Jurmain Kavita Kiran Lakshmi Lloyd Mahesh Meena Melvin Mitra Nadia Naresh Nisha Prem Priya Radha Rakesh Ravi Rekha Rishi Romano ' +
  'Roy Sanjay Santosh Sharmila Shanti Shivani Sunil Sunita Suresh Usha Varun Vidya Vijay Vinod Vishal Xaviera Gyan Denzel Jayden Shaniqua Quincy Rivaldo Clarence Sherwin Cheryl Ruben Farida Shanice Delano Winston'
).split(' ')
export const SURINAMESE_COMPOUNDS: readonly string[] = [
  'Ram',
  'Raj',
  'Bhag',
  'Jag',
  'Soek',
  'Sew',
  'Dew',
  'Har',
  'Kal',
  'Mahad',
  'Nar',
  'Persad',
  'Sit',
  'Soer',
  'Gang',
  'Bisn',
  'Chand',
  'Mat',
].flatMap((start) =>
  [
    'lal',
    'bharos',
    'autar',
    'kisoen',
    'persad',
    'charan',
    'narain',
    'khelawan',
    'sing',
    'dien',
    'dew',
    'das',
    'nath',
    'oe',
    'esar',
    'pal',
    'sahai',
    'radj',
  ].map((end) => start + end),
)
