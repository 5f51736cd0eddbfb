/**
 * Rows of given names that stand for one another: call names, short forms and the same name in another
 * language. The first of a row, folded (normalise.ts), is what goes into a key. A name stands in one row
 * only.
 */
import { givenWords } from './normalise.ts'

const ROWS = `
johannes jan johan hans hannes jannes joannes johann juan giovanni jean jon john jannis jens ivan yannick jannick joop yohannes
cornelis kees cees cor corne cornelius nelis cornel
wilhelmus wim willem wilhelm william will bill pim guillaume wil
hendrikus henk hendrik henricus heinrich henri henry harry harrie rik hein driek hendrick enrique
gerardus gerard gerrit geert ger gerhard gerhardus
petrus piet peter pieter pierre pedro pjotr piotr petr petro pytrik peer pier pyotr
antonius anton antoon antoine toon ton tony antonie antoni antonio anthony teun teunis theunis
jacobus jacob jakob jaap sjaak jacques james coos koos jacco jakub yakub yaqub yacoub yakoub jacoub cobus ko
adrianus adriaan arie adrian aad adri ad arjan adrien janus
franciscus frans francis frank francois francisco franz frenk
theodorus theo theodoor dorus teodor fedor
martinus martin maarten tinus mart marten martijn marcin martyn
nicolaas nico niek klaas nicolas nikolaas nick nikolai mykola mikolaj nikola
mattheus mathijs matthijs thijs matthias mathias ties matteo mateusz mathieu matthieu mathis mattijs
bartholomeus bart mees bartel bartek bartosz bartlomiej
ludovicus lodewijk louis luuk ludo luis ludwig loek
josephus jozef joseph josef jos jef joep sjef jose jozsef joost josip
yusuf yousef youssef yousuf yosef yoesoef joesoef youcef yusef yussuf yousif joussef
laurentius laurens lars laurent rens lourens lorenzo
sebastiaan bas sebastian sebas sebastien
alexander alex sander xander lex aleksander alexandre alejandro oleksandr aleksandr sasha alexandr aleksandar iskandar
robertus rob robert bob bert roberto robbert robin
michael michiel michel miguel maikel mike mihail mykhailo mikhail mychajlo michal mikail mikael machiel chiel
stefan stephan steven stefanus stephanus stepan szczepan stephen etienne esteban stijn
pawel paul paulus pavel pavlo pablo
george joris georgius jorge jerzy georgi georgios heorhii jurgen jurriaan yuri yurii yuriy jurij juri jury yury
andreas andre andrew andries andrzej andrii andrey andrej andriy andry andres andrei dries
gregorius gregor grzegorz grigor hryhorii gregory
lucas luca luka lukasz lukas loukas
tomasz thomas tomas tom tommy tommie maas
daniel danil danylo danny daan danylo danial
david davy dawid davyd dawud daoud davud dawood daud dave
samuel sam sami samuil
benjamin ben benny bunyamin benyamin
christiaan chris christian kristian christiaen krzysztof christoffel christopher kris
dmytro dmitri dmitry dimitri dimitar dimitrios dmitrii dima
volodymyr vladimir wladimir wolodymyr vova
serhii sergei sergey serhiy sergio serge sergii serhij sergij
oleksii alexei aleksei oleksiy alexey aleksej
yevhen evgeni jevhen yevgeny evgenij evhen eugene eugen
maria marie mary mieke ria maryke marja marija mariya mariia maryam meryem mariam meriam miriam mirjam meryam maryem myriam mies miep mia maaike marieke mariam
johanna joanna hanneke janneke joke anja janna hanna hannah joan jeanne ivanna yoanna jo
elisabeth els liesbeth elizabeth elsbeth betsy lies lisa elise liza elzbieta yelyzaveta isabella isabel isabelle lisette liselotte ella elly bep
catharina catherine katrien trijntje tryntje toos karin ina katja katharina kateryna katarzyna ekaterina kaatje katy catarina carina cato to trynke nynke
wilhelmina mina willy mien helma wilma minke mieneke
cornelia corrie nel neeltje lia cora nelly corry nele
margaretha greet margriet marga grietje gre malgorzata margarita margareta margot margo griet marguerite
adriana jana ada adrienne ariane arianna
hendrika rika riek henny hendrikje henriette henrietta drika
petronella petra nellie pietje nelleke
geertruida truus geertje trudy gertrude trui geertruda
anna anne annie ans antje ann hanne anya hania anouk anneke ania
christina stien tine christine kirsten krystyna kristina christien kristyna
magdalena lena leen magda lenie madelief
theresia thea tess theresa teresa tessa therese trees
alexandra sandra aleksandra oleksandra alessandra xandra
natalia natalja nataliia natalya natasja natasha natalie nathalie
sofia sophia sofie sophie zofia sofiia safiya safia safiyya fieke
julia yulia iuliia julija yuliya julie giulia
helena helene helen ellen olena elena yelena heleen jelena
agnieszka agnes agnesa inez ines
anastasia anastasiia nastja nastia anastazja anastasiya nastya
oksana xenia oxana ksenia
viktoria victoria viktoriia wiktoria viktorija
veronica weronika veronika
emma emmanuelle ema
charlotte lotte lot carlotta lotje
alida aaltje alie aaf
suzanna suzanne sanne susanne zuzanna susan susanna sanna
tatiana tetiana tatjana tatyana tanja tanya
muhammad mohamed mohammed mohammad muhammed muhamed mohamad mehmet mohamet mehmed moehammad mouhamed muhammet mohd mahomed mhmd
ahmed ahmad ahmet achmed achmad akhmed amed
mahmoud mahmud mahmut mahmood mehmoed
mustafa mostafa moustafa mustapha mostapha moestafa moestapha moustapha
hussein hussain husayn hoessein houssein huseyin hossein hoesein hussayn hocine houcine
hassan hasan hacene assan
ali aly
omar umar omer oemar
othman osman uthman othmane oethman usman
ibrahim abraham ebrahim brahim bram ibrahiem avraham abram
ismail ismael smail ishmael esmail
ishak isaac isaak izaak ishaq
sulaiman suleiman suleyman solomon salomon souleymane slimane soulaimane soelaiman
musa mousa moussa moses mozes moesa
isa issa eisa aissa
yahya yehya yahia jahja iahia
zakaria zakariya zacharias zekeriya zakarya zakariae zakariyya
yunus younes yunis jonas yonas younis joenes yonus jounes
ayoub eyup ayyub job eyub ayub ajoeb ayyoub eyob
haroun harun aaron haroen
idris driss idriss edris
khalid halid khaled chalid halit
rachid rashid rasjid resit raschid rasheed
said saeed saied sait
hamza hamsa hamzah
bilal belal bilel
ilyas ilias elias elyas elia iljas
imran imrane omran
jamal djamal cemal djamel gamal jamel djemal
jamila djamila cemile gamila
karim kerim kareem
salim selim saleem
salah saleh salih
tarik tariq tarek tarık
walid waleed oualid velid
yasin yassin yassine jassin iassine yaseen jasin
yasmin yasmina yasemin yasmine jasmin jasmijn jasmyn jasmine yasmeen jasmina
khadija hatice khadidja chadija hadija khadijah khadisja kadija
fatima fatma fatimah fatme fadma faatima fadime fatoumata fatna fatiha
aicha ayse aisha aysha aischa aiesja aissata aisja
zeinab zeynep zaynab zainab zineb zayneb
amina emine aminah amine
latifa latife
leila layla lejla leyla laila leyla leylah
nadia nadja nadya nadiia nadiya nadezjda nadezhda
noor nour nur nora noura norah nura
samira semira sameera
selma salma
rachida rashida resida
saida sayda
souad suad soead
soumaya sumaya soemaya sumeyye sumayya soumia somaya sumeya
halima halime halimah
hajar hacer hadjar hagar hajer
safae safa safaa
abdallah abdullah abdellah abdoullah abdoellah
abdrahman abdrahmane
abdrahim abdrahiem
karima kerime
murat mourad murad moerad
orhan urhan
yilmaz jilmaz
tamara tamar tamarah
rebecca rebekka rivka rebeka
rachel rahel raquel rachelle
sarah sara saar sarra
jonathan jonatan natan nathan yonatan jonathon
`
const folded = (name: string): string => givenWords(name)[0]!

/** Every name of a row, folded, to the first of its row. */
export const CALL_NAMES: ReadonlyMap<string, string> = new Map(
  ROWS.trim()
    .split('\n')
    .flatMap((row) => {
      const names = row.split(' ').map(folded)
      return names.map((name) => [name, names[0]!] as const)
    }),
)
