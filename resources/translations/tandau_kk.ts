<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="kk_KZ" sourcelanguage="en">
<context>
    <name>tandau</name>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>    signed by {signer}</source>
        <translation>    қол қойған: {signer}</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>  The criteria are approved: {hash}</source>
        <translation>  Бағалау өлшемшарттары бекітілді: {hash}</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>  {name} reads the key aloud: {figures}</source>
        <translation>  {name} кілтін дауыстап оқиды: {figures}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>%1
There is no such file.</source>
        <translation>%1
Мұндай файл жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>%1
There is no such folder.</source>
        <translation>%1
Мұндай қалта жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>%1 file</source>
        <translation>%1 файлы</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>%1 is there already.
Replace it?</source>
        <translation>%1 бұрыннан бар.
Орнына жаңасын жазу керек пе?</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>&amp;1  No conflict</source>
        <translation>&amp;1  Қақтығыс жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>&amp;2  Conflict…</source>
        <translation>&amp;2  Қақтығыс бар…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>&amp;3  Not sure</source>
        <translation>&amp;3  Сенімді емеспін</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>&amp;Back to the first page</source>
        <translation>&amp;Бастапқы бетке оралу</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Cancel</source>
        <translation>&amp;Бас тарту</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Choose</source>
        <translation>&amp;Таңдау</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Close</source>
        <translation>&amp;Жабу</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Copy</source>
        <translation>&amp;Көшіру</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Delete</source>
        <translation>&amp;Жою</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>&amp;Lock my key</source>
        <translation>Кілтімді ж&amp;абу</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>&amp;Make or unlock my key</source>
        <translation>Кілтімді &amp;жасау немесе ашу</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;No</source>
        <translation>&amp;Жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;OK</source>
        <translation>&amp;Жарайды</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Open</source>
        <translation>&amp;Ашу</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>&amp;Open a file…</source>
        <translation>Файл &amp;ашу…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Paste</source>
        <translation>К&amp;ірістіру</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>&amp;Quit</source>
        <translation>&amp;Шығу</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Redo</source>
        <translation>&amp;Қайтару</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Save</source>
        <translation>&amp;Сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>&amp;Save my card…</source>
        <translation>Карточкамды &amp;сақтау…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Undo</source>
        <translation>&amp;Болдырмау</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Yes</source>
        <translation>&amp;Иә</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>(no heading)</source>
        <translation>(тақырыбы жоқ)</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/duplicates.py"/>
        <source>--at-least takes a number above 0 and up to 1, for example 0.5.</source>
        <translation>--at-least үшін 0-ден үлкен, 1-ден аспайтын сан жазылады, мысалы 0.5.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/contract.py"/>
        <source>0 until the report is accepted</source>
        <translation>Есеп қабылданғанша 0</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>1. Open the sitting</source>
        <translation>1. Отырысты ашу</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>1. The table of applications</source>
        <translation>1. Өтінімдер кестесі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>2. Attendance and quorum</source>
        <translation>2. Қатысу және кворум</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>2. The folder with attachments</source>
        <translation>2. Қосымшалар қалтасы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>3. Election of the chair</source>
        <translation>3. Төрағаны сайлау</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>A .card or key file (else your own key).</source>
        <translation>Карточка (.card) немесе кілт файлы (әйтпесе өз кілтіңіз).</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>A ballot names tied applications only, each once, at most {places} of them.</source>
        <translation>Бюллетеньде тек балы тең өтінімдер, әрқайсысы бір рет, ең көбі {places} өтінім аталады.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <location filename="../../desktop/cli/count.py"/>
        <source>A built-in profile&apos;s name, or a TOML file.</source>
        <translation>Кіріктірілген профильдің атауы немесе TOML файлы.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>A clash is not settled: {member}.</source>
        <translation>Алшақтық шешілмеген: {member}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>A conflict named at the sitting…</source>
        <translation>Отырыста мәлімделген қақтығыс…</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk.py"/>
        <source>A conflict of interest is decided here: {codes}. Only the commission can decide otherwise; nothing was changed.</source>
        <translation>Мұнда мүдделер қақтығысы бар деп шешілген: {codes}. Басқаша шешімді тек комиссия қабылдай алады; ештеңе өзгертілген жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk.py"/>
        <source>A conflict of interest is declared with its kind; nothing was changed. Choose one.</source>
        <translation>Мүдделер қақтығысы оның түрі көрсетіліп мәлімделеді; ештеңе өзгерген жоқ. Түрін таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/declarations.py"/>
        <source>A conflict of interest is declared with its kind; nothing was stored. Choose one.</source>
        <translation>Мүдделер қақтығысы түрімен бірге мәлімделеді; ештеңе сақталған жоқ. Біреуін таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>A conflict of interest is not decided: {member}.</source>
        <translation>Мүдделер қақтығысы туралы шешім жоқ: {member}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>A conflict of interest needs its kind.</source>
        <translation>Мүдделер қақтығысының түрі керек.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>A conflict with one application</source>
        <translation>Бір өтінім бойынша қақтығыс бар</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/register.py"/>
        <source>A contract has a number and a day not before the protocol&apos;s; no contract was recorded.</source>
        <translation>Шарттың нөмірі және хаттамадан ерте емес күні болуы керек; шарт тіркелмеді.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>A correction is open. Reason: {reason}</source>
        <translation>Түзету ашық. Себебі: {reason}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/pairs.py"/>
        <source>A decision on a conflict of interest needs its reason; nothing was stored.</source>
        <translation>Мүдделер қақтығысы туралы шешімнің себебі көрсетілуі қажет; ештеңе сақталған жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>A decision on a duplicate needs its reason; nothing was stored.</source>
        <translation>Қайталану туралы шешімге себеп қажет; ештеңе сақталмады.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/declarations.py"/>
        <source>A declaration names applications of this contest, each once; nothing was stored.</source>
        <translation>Мәлімдемеде осы конкурстың өтінімдері ғана, әрқайсысы бір рет аталады; ештеңе сақталған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>A doubt about a conflict, or a clash of marks</source>
        <translation>Мүдделер қақтығысы туралы күмән немесе баллдар қайшылығы</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>A duplicate and what it duplicates are two applications of this case; nothing was stored.</source>
        <translation>Қайталанған өтінім мен ол қайталайтын өтінім – осы жағдайдың екі бөлек өтінімі; ештеңе сақталмады.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>A few words about it</source>
        <translation>Бұл туралы бірер сөз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>A further sitting. It stands on: {protocols}. The ranking and the winners named there stand.</source>
        <translation>Кейінгі отырыс. Ол мына хаттамаларға негізделеді: {protocols}. Онда бекітілген рейтинг пен аталған жеңімпаздар күшінде қалады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>A grant became free. Next in line, at the top of the list: {codes}. A contract needs the commission&apos;s decision.</source>
        <translation>Грант босады. Кезекте тұрғандар тізімнің басында: {codes}. Шарт жасау үшін комиссияның шешімі қажет.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/drafts.py"/>
        <location filename="../../models/scoring/paper_again.py"/>
        <location filename="../../models/scoring/workspace/handed.py"/>
        <source>A handed-in sheet is closed. A correction needs its reason; nothing was changed.</source>
        <translation>Тапсырылған бағалау парағы жабық. Түзету үшін себебін көрсету керек; ештеңе өзгертілген жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>A key that is on no roster</source>
        <translation>Бірде-бір комиссия құрамында жоқ кілт</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>A later result is stored (protocol {number}) that continues this one and holds all of it. There is nothing to take from this file.</source>
        <translation>Осы нәтижені жалғастыратын және оны толық қамтитын кейінгі нәтиже сақталған (№ {number} хаттама). Бұл файлдан алатын ештеңе жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>A later revision of this packet is on this computer: work goes on in that one only.</source>
        <translation>Бұл компьютерде осы пакеттің кейінгі редакциясы бар: жұмыс тек сонда жалғасады.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>A later search finds it no more.</source>
        <translation>Кейінгі іздеу мұны таппады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/flags.py"/>
        <source>A look-out: no rule is broken, but lists and papers may be.</source>
        <translation>Назар аударуға арналған белгі: ереже бұзылмаған, бірақ тізімдер мен құжаттарда қате шығуы мүмкін.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>A member&apos;s card; repeatable.</source>
        <translation>Мүшенің карточкасы; бірнеше рет беруге болады.</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>A number of grants can&apos;t be negative; no quota was changed.</source>
        <translation>Гранттар саны теріс бола алмайды; квота өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>A packet holds the applications of one contest, sealed to its commission. A copy stays on this computer.</source>
        <translation>Пакетте бір конкурстың өтінімдері бар, ол сол конкурстың комиссиясы үшін мөрленген. Көшірмесі осы компьютерде қалады.</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>A packet is signed by the secretary of the roster; no packet was built. Use that key.</source>
        <translation>Пакетке комиссия құрамындағы хатшы қол қояды; пакет жасалмады. Хатшының кілтін пайдаланыңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>A passphrase is needed. Give it with --passphrase-file or TANDAU_PASSPHRASE.</source>
        <translation>Құпиясөз тіркесі қажет. Оны --passphrase-file немесе TANDAU_PASSPHRASE арқылы беріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/pairs.py"/>
        <source>A person needs a name and an id of this contest; nothing was stored.</source>
        <translation>Адамның аты-жөні мен осы конкурстағы белгісі қажет; ештеңе сақталған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>A person needs a name.</source>
        <translation>Адамның аты-жөні керек.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>A person outside the commission</source>
        <translation>Комиссия құрамына кірмейтін адам</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_files.py"/>
        <source>A profile is a small file of text; this one has {n} bytes.</source>
        <translation>Профиль – шағын мәтіндік файл; мұның көлемі {n} байт.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>A profile is one year&apos;s rules; the contest keeps them as they are today.</source>
        <translation>Профиль – бір жылдың ережелері; конкурс оларды бүгінгі күйінде сақтайды.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>A quota that the organiser decided; repeatable.</source>
        <translation>Ұйымдастырушы шешкен квота; бірнеше рет беруге болады.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>A ranking for each</source>
        <translation>Жеке рейтинг құрылатын баған</translation>
    </message>
    <message>
        <location filename="../../models/sealing/encryption.py"/>
        <source>A reader&apos;s public key can&apos;t be used. Ask the person to export the card again.</source>
        <translation>Оқитын адамның ашық кілтін пайдалану мүмкін емес. Ол адамнан карточканы қайта шығаруды сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening.py"/>
        <source>A refusal and a mending need their reasons; nothing was decided about {code}.</source>
        <translation>Қабылдамаудың және түзетуге қайтарудың себептері көрсетілуі керек; {code} бойынша шешім қабылданбады.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>A result is signed by the elected chair; nothing was written. Use the chair&apos;s key.</source>
        <translation>Нәтижеге сайланған төраға қол қояды; ештеңе жазылмады. Төрағаның кілтін пайдаланыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>A score sheet is incomplete: {member}.</source>
        <translation>Бағалау парағы толық емес: {member}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>A score sheet is missing: {member}.</source>
        <translation>Бағалау парағы жоқ: {member}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/room.py"/>
        <source>A second check finds other winners that the rules put first. Nothing was recorded. Do not name winners with this program before it is mended; count by hand.</source>
        <translation>Екінші тексеру ережелер бойынша жоғары тұрған басқа жеңімпаздарды тапты. Ештеңе тіркелген жоқ. Бағдарлама түзетілгенше онымен жеңімпаздарды атамаңыз; қолмен есептеңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>A second person is here…</source>
        <translation>Екінші адам осында…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>A special opinion</source>
        <translation>Ерекше пікір</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>A special opinion…</source>
        <translation>Ерекше пікір…</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>A tie at the cut is not settled: {territory}.</source>
        <translation>Өту шегіндегі тең балл мәселесі шешілмеген: {territory}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>A tie at the cut to vote on: {n} for {places}.</source>
        <translation>Өту шегіндегі тең баллдар дауысқа салынады: {n} өтінім, {places} орын.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>A tie left at the cut</source>
        <translation>Өту шегінде тең балл қалады</translation>
    </message>
    <message>
        <location filename="../../models/sitting/trying/trials.py"/>
        <source>A trial needs a name, so that it can be told from the others. Nothing was tried.</source>
        <translation>Сынақты басқаларынан ажырату үшін оған атау керек. Ештеңе сыналған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>A typed sheet</source>
        <translation>Енгізілген парақ</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>A winner is named twice. Name each once.</source>
        <translation>Жеңімпаз екі рет көрсетілген. Әрқайсысын бір рет көрсетіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening.py"/>
        <source>A withdrawal needs its basis: the document, its date and who gave it; nothing was decided about {code}.</source>
        <translation>Кері қайтарып алудың негізі керек: құжат, оның күні және кім бергені; {code} бойынша ештеңе шешілмеді.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>A withdrawal needs no vote; everything else is decided by the members present.</source>
        <translation>Өтінімді кері қайтарып алуға дауыс қажет емес; қалғанын қатысып отырған мүшелер шешеді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>About the contest</source>
        <translation>Конкурс туралы</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices.py"/>
        <source>About {code} the commission has not decided yet, so no notice was written. Name the winners and sign the result first.</source>
        <translation>{code} өтінімі бойынша комиссия әлі шешім қабылдаған жоқ, сондықтан хабарлама жазылмады. Алдымен жеңімпаздарды атап, нәтижеге қол қойыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Above the cut line</source>
        <translation>Өту шегінен жоғары</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Above the line only with the marks: {lost}; only without them: {gained}.</source>
        <translation>Балдармен ғана өту шегінен жоғары: {lost}; оларсыз ғана: {gained}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>Act of destruction of personal data</source>
        <translation>Дербес деректерді жою туралы акт</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>Act of destruction…</source>
        <translation>Жою туралы акт…</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>Act {n} of the sitting is against the rules: {reason}</source>
        <translation>Отырыстың {n}-әрекеті ережеге қайшы: {reason}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <location filename="../../models/protocol/verification.py"/>
        <location filename="../../models/sitting/held/former.py"/>
        <location filename="../../models/sitting/held/room.py"/>
        <source>Act {n}: {reason}</source>
        <translation>{n}-әрекет: {reason}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/former.py"/>
        <source>Acts of this result are against the rules, so no further sitting can stand on it. Nothing was taken.</source>
        <translation>Бұл нәтижедегі әрекеттер ережеге қайшы, сондықтан оған сүйеніп кейінгі отырысты өткізуге болмайды. Ештеңе алынған жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <location filename="../../ui/office/register/contract.py"/>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Actual cost, KZT</source>
        <translation>Нақты шығын, теңге</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/office/conflicts/page.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Add a person…</source>
        <translation>Адам қосу…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Add to the forecast</source>
        <translation>Болжамға қосу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Add.</source>
        <translation>Қос.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Added</source>
        <translation>Қосылды</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Added: {added}. Removed: {removed}. Moved: {moved}. Respelled: {respelled}. Replaced: {replaced}. Other points: {points}.</source>
        <translation>Қосылды: {added}. Алынып тасталды: {removed}. Орны ауысты: {moved}. Жазылуы өзгерді: {respelled}. Алмастырылды: {replaced}. Балы өзгерді: {points}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Additional points</source>
        <translation>Қосымша балл</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>Additional points are 1 to {most}.</source>
        <translation>Қосымша балл кемінде 1, ең көбі {most} болады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Additional points: ground</source>
        <translation>Қосымша балл негіздемесі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Additional points: {application}</source>
        <translation>Қосымша балл: {application}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Additional points: {application}, {n}.</source>
        <translation>Қосымша балл: {application}, {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Additional points…</source>
        <translation>Қосымша балл…</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/office/central/page.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Address</source>
        <translation>Мекенжай</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Address, phone and e-mail of the organiser; printed in every letter.</source>
        <translation>Ұйымдастырушының мекенжайы, телефоны және электрондық поштасы; әр хатта басылады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>Address, phone, e-mail</source>
        <translation>Мекенжай, телефон, э-пошта</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/beside.py"/>
        <source>Address: {address}</source>
        <translation>Мекенжайы: {address}</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Admit</source>
        <translation>Конкурсқа жіберу</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Admit a colleague…</source>
        <translation>Әріптеске рұқсат беру…</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Admit all without flags…</source>
        <translation>Ескертуі жоқтардың бәрін конкурсқа жіберу…</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Admit applications without flags: {n}?</source>
        <translation>Ескертуі жоқ өтінімдер конкурсқа жіберілсін бе: {n}?</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Admit them</source>
        <translation>Конкурсқа жіберу</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening.py"/>
        <source>Admit, send back, refuse or withdraw: nothing was decided about {code}.</source>
        <translation>Конкурсқа жіберу, түзетуге қайтару, қабылдамау немесе кері қайтарып алынғанын белгілеу керек: {code} бойынша шешім қабылданбады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Admitted: {n}.</source>
        <translation>Конкурсқа жіберілді: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>Admitting a colleague</source>
        <translation>Әріптеске рұқсат берілуде</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/work.py"/>
        <source>Admitting the applications</source>
        <translation>Өтінімдер конкурсқа жіберілуде</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>After</source>
        <translation>Кейін</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>After a conflict of interest</source>
        <translation>Мүдделер қақтығысынан кейін</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>After it</source>
        <translation>Одан кейін</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Age</source>
        <translation>Жасы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Agenda</source>
        <translation>Күн тәртібі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Agenda and course</source>
        <translation>Күн тәртібі және отырыстың барысы</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Agreed with</source>
        <translation>Кіммен келісілді</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Agreement of the members, over all applications</source>
        <translation>Мүшелер бағаларының келісімділігі, барлық өтінім бойынша</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Aim</source>
        <translation>Мақсаты</translation>
    </message>
    <message>
        <location filename="../../ui/shell/dialogs.py"/>
        <location filename="../../ui/shell/language.py"/>
        <source>All Files (*)</source>
        <translation>Барлық файлдар (*)</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/register/page.py"/>
        <source>All applications</source>
        <translation>Барлық өтінімдер</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>All contests of the central file</source>
        <translation>Орталық файлдағы барлық конкурс</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/agreement.py"/>
        <source>All marks are the same, so there is no difference to agree about.</source>
        <translation>Барлық балл бірдей, сондықтан келісімді өлшейтін айырмашылық жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>All points and reasons given.</source>
        <translation>Барлық балл мен негіздеме жазылды.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>All points given. Without a reason: {codes}</source>
        <translation>Барлық балл қойылды. Негіздемесіз: {codes}</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>All rows</source>
        <translation>Барлық жол</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/selfcheck.py"/>
        <source>Also check the sums stored in this central file against its marks.</source>
        <translation>Осы орталық файлда сақталған қосындыларды оның бағаларымен де салыстыру.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>An application stands twice in the item. Keep it once.</source>
        <translation>Мәселеде өтінім екі рет тұр. Бір рет қалдырыңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>An application stands twice. Name each once.</source>
        <translation>Бір өтінім екі рет тұр. Әрқайсысын бір рет атаңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>An approval needs all of --approved-by, --approved-on, --document and --agreed-with.</source>
        <translation>Бекіту үшін --approved-by, --approved-on, --document және --agreed-with түгел керек.</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <source>An attachment is not in the central file (any more), or is damaged; nothing was changed.</source>
        <translation>Қосымша орталық файлда жоқ немесе бүлінген; ештеңе өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>An earlier paper is there and can&apos;t be read, so nothing of it can be carried over:</source>
        <translation>Бұрынғы қағаз парақ бар, бірақ оқылмайды, сондықтан одан ештеңе көшірілмейді:</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>An empty box stays empty: it is a mark not given, never 0.</source>
        <translation>Бос тор бос қалады: бұл – қойылмаған баға, 0 емес.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>An item is open already. Close it first.</source>
        <translation>Мәселе ашық тұр. Алдымен оны жабыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>An item of the agenda is open still. Close it, then close the sitting.</source>
        <translation>Күн тәртібінің мәселесі әлі ашық. Оны жабыңыз, содан кейін отырысты жабыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>An item of the agenda was opened: {item}.</source>
        <translation>Күн тәртібінің мәселесі ашылды: {item}.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>Another IIN is known of {name}.</source>
        <translation>{name}: басқа ЖСН белгілі.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>Another birth date is known of {name}.</source>
        <translation>{name}: басқа туған күні белгілі.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>Another card than the one taken before: needs a reason</source>
        <translation>Бұрын қабылданғаннан басқа карточка: себебі керек</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Another item, about no application</source>
        <translation>Өтінімге қатысы жоқ басқа мәселе</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Another number than before is a decision and needs its reason.</source>
        <translation>Бұрынғыдан өзге сан – шешім, оның себебі көрсетіледі.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>Another office may have changed the central file since</source>
        <translation>Содан бері орталық файлды басқа кеңсе өзгерткен болуы мүмкін</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/packets.py"/>
        <source>Another packet of this contest calls itself revision {n} as well; this one was not opened. Ask the secretary which of them counts and for a further revision.</source>
        <translation>Осы конкурстың басқа пакеті де өзін {n}-редакция деп атайды; бұл пакет ашылмады. Хатшыдан қайсысы күшінде екенін сұрап, келесі редакциясын алыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Another packet…</source>
        <translation>Басқа пакет…</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>Another result of this contest is stored (protocol {number}), and this one does not continue it. Ask the chair which of the two counts; the lines below show where they differ.</source>
        <translation>Бұл конкурстың басқа нәтижесі сақталған ({number}-хаттама), ал мынау соның жалғасы емес. Екеуінің қайсысы күшінде екенін төрағадан сұраңыз; айырмашылығы төмендегі жолдарда көрсетілген.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Apart</source>
        <translation>Айырма</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../models/contest/rules_words.py"/>
        <location filename="../../models/packet/changes.py"/>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <location filename="../../ui/office/intake/report.py"/>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Applicant</source>
        <translation>Өтініш беруші</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <source>Applicants</source>
        <translation>Өтініш берушілер</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/desk/reading.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Application</source>
        <translation>Өтінім</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <location filename="../../ui/office/register/end.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <location filename="../../ui/sitting/change/page.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Applications</source>
        <translation>Өтінімдер</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <source>Applications nearest to the cut line, best first: {codes}</source>
        <translation>Өту шегіне ең жақын өтінімдер, үздігінен бастап: {codes}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Applications of one applicant</source>
        <translation>Бір өтініш берушінің өтінімдері</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>Applications of one territory stay together, because each territory has its own ranking.</source>
        <translation>Бір аумақтың өтінімдері қатар қаралады, өйткені әр аумақтың өз рейтингі бар.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Applications to declare on</source>
        <translation>Мәлімделетін өтінімдер</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Applications to score</source>
        <translation>Бағаланатын өтінімдер</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Applications with that total</source>
        <translation>Осындай балы бар өтінімдер</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Applications without all marks</source>
        <translation>Бағасы толық емес өтінім</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Applications you have not declared on yet stay closed: {n}.</source>
        <translation>Әлі мәлімделмеген өтінімдер жабық: {n}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Applications: {n}</source>
        <translation>Өтінімдер: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Applications: {n}. Grants: {grants}. Highest possible total: {highest}.</source>
        <translation>Өтінімдер: {n}. Гранттар: {grants}. Ең жоғары мүмкін балл: {highest}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/duplicates.py"/>
        <source>Applications: {n}. Pairs: {pairs}.</source>
        <translation>Өтінімдер: {n}. Жұптар: {pairs}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Applications: {n}. Prize places: {places}. Highest possible total: {highest}.</source>
        <translation>Өтінімдер: {n}. Жүлделі орындар: {places}. Ең жоғары мүмкін балл: {highest}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/screening.py"/>
        <source>Applications: {n}. Undecided: {undecided}, of them with flags: {flagged}.</source>
        <translation>Өтінімдер: {n}. Шешілмегені: {undecided}, оның ішінде ескертуі бары: {flagged}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approval</source>
        <translation>Бекіту</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approve and freeze</source>
        <translation>Бекіту</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approve and freeze…</source>
        <translation>Бекіту…</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approve these criteria?</source>
        <translation>Осы өлшемшарттарды бекітесіз бе?</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approved by</source>
        <translation>Кім бекітті</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approved, version {n}. Hash: {hash}</source>
        <translation>Бекітілген, {n}-нұсқа. Хеш: {hash}</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approving the criteria</source>
        <translation>Өлшемшарттар бекітілуде</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>As a list</source>
        <translation>Тізім түрінде</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>As a long table (.csv) that anyone can count again with “tandau count”</source>
        <translation>Кез келген адам «tandau count» арқылы қайта санай алатын ұзын кесте (.csv) ретінде</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>As a table (.xlsx or .csv) for the report to the operator</source>
        <translation>Операторға есеп беру үшін кесте түрінде (.xlsx немесе .csv)</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>As in your identity card</source>
        <translation>Жеке куәлігіңіздегідей</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/form.py"/>
        <source>As it shall stand in the protocol</source>
        <translation>Хаттамада қалай тұруы керек болса, солай</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>As it stands; no way has to be chosen</source>
        <translation>Сол қалпында; тәсіл таңдаудың қажеті жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/office/register/page.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Asked, KZT</source>
        <translation>Сұралды, теңге</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>At least {n} characters, best several words</source>
        <translation>Кемінде {n} таңба, дұрысы – бірнеше сөз</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/lot.py"/>
        <source>At least {n} people say a number each, nobody two.</source>
        <translation>Кемінде {n} адам бір-бір саннан айтады, ешкім екі сан айтпайды.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>At the end every member who was recused signs: “I took no part in …”. The protocol names who has stated it and who has not.</source>
        <translation>Соңында өздігінен бас тартқан әр мүше «… қатысқан жоқпын» деп қол қояды. Кім мәлімдегені, кім мәлімдемегені хаттамада аталады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>At the latest</source>
        <translation>Ең кеш дегенде</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>At the sitting that names the winners an application is put out, and the winners are named anew.</source>
        <translation>Жеңімпаздар аталатын отырыста өтінім рейтингтен шығарылады да, жеңімпаздар қайта аталады.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/reading.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Attachment</source>
        <translation>Қосымша</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <location filename="../../models/packet/changes.py"/>
        <location filename="../../ui/desk/reading.py"/>
        <location filename="../../ui/office/register/end.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Attachments</source>
        <translation>Қосымшалар</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Attachments to store</source>
        <translation>Сақталатын қосымшалар</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <location filename="../../ui/desk/reading.py"/>
        <source>Attachments: {n}</source>
        <translation>Қосымшалар: {n}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>Attendance names each member of the commission once, and nobody else. Fill in every member.</source>
        <translation>Қатысу тізімінде комиссияның әр мүшесі бір рет аталады, басқа ешкім жазылмайды. Барлық мүшені толтырыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Attendance: {who}.</source>
        <translation>Қатысу: {who}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Awaited</source>
        <translation>Күтіледі</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/office/register/page.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Awarded, KZT</source>
        <translation>Берілді, теңге</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Awarded, ₸</source>
        <translation>Берілгені, ₸</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Back</source>
        <translation>Артқа</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <location filename="../../ui/office/duplicates/page.py"/>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Back to the list</source>
        <translation>Тізімге оралу</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Back to the register</source>
        <translation>Тізілімге оралу</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>Back without changes</source>
        <translation>Өзгеріссіз оралу</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>Ballots: {ballots}; members present who may vote: {entitled}. More than half of them must vote.</source>
        <translation>Берілген дауыстар: {ballots}; дауыс беруге құқығы бар қатысушы мүшелер: {entitled}. Олардың жартысынан астамы дауыс беруі тиіс.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Barred are the winners of</source>
        <translation>Мына конкурстардың жеңімпаздары қатыса алмайды</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>Before</source>
        <translation>Бұрын</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Beginning the correction</source>
        <translation>Түзету басталуда</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>Below the threshold: {applications}.</source>
        <translation>Шекті балдан төмен: {applications}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Best marks</source>
        <translation>Ең жоғары балдар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Best marks by criterion</source>
        <translation>Өлшемшарт бойынша ең жоғары балдар</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Birth date</source>
        <translation>Туған күні</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Both have the same IIN, but other names (“{a}”, “{b}”): one of the two was typed wrongly.</source>
        <translation>ЖСН бірдей, бірақ аты-жөндері басқа («{a}», «{b}»): бірі қате терілген.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Both have the same IIN: they are one person.</source>
        <translation>Екеуінің ЖСН бірдей: бұл бір адам.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>Both results are being computed…</source>
        <translation>Екі нәтиже де есептеліп жатыр…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Bracket: equal totals. Solid line: the cut. Dashed line: the money ends. In brackets: not counted.</source>
        <translation>Сол жақтағы жақша: тең балдар. Тұтас сызық: өту шегі. Үзік сызық: қаражат шегі. Жақшадағы балл есепке алынбаған.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Bracket: equal totals. Solid line: the cut. In brackets: not counted.</source>
        <translation>Сол жақтағы жақша: тең балдар. Тұтас сызық: өту шегі. Жақшадағы балл есепке алынбаған.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sync.py"/>
        <source>Bring a result back into the central file: the plan first, then done in one transaction. Twice is once.</source>
        <translation>Нәтижені орталық файлға енгізу: алдымен жоспар, сосын бәрі бірден орындалады. Қайталап енгізу ештеңені өзгертпейді.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Budget</source>
        <translation>Бюджет</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/application_view.py"/>
        <source>Budget table</source>
        <translation>Бюджет кестесі</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Build the contest&apos;s next packet revision from the central file.</source>
        <translation>Орталық файлдан конкурс пакетінің келесі редакциясын жасау.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Build the packet…</source>
        <translation>Пакет жасау…</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Building the packet</source>
        <translation>Пакет жасалуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Built</source>
        <translation>Жасалған</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Built by</source>
        <translation>Кім жасады</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>By hand: {command}</source>
        <translation>Қолмен: {command}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>By the minute</source>
        <translation>Минут бойынша</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>By the regulation a member in conflict leaves the commission for this contest: no mark of that member counts.</source>
        <translation>Ережеге сай мүдделер қақтығысы бар мүше осы конкурста комиссиядан шығады: оның бірде-бір балы есептелмейді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <source>By the rule the member leaves the commission for all applications: no mark counts, no vote. It goes out with the next packet revision, and the application closes on the member&apos;s laptop.</source>
        <translation>Ереже бойынша мүше барлық өтінім бойынша комиссиядан шығады: бірде-бір балы есептелмейді, дауысы болмайды. Шешім пакеттің келесі редакциясымен бірге жіберіледі, өтінім мүшенің ноутбугында жабылады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <source>By the rule the member sits this application out: no mark and no vote there. It goes out with the next packet revision, and the application closes on the member&apos;s laptop.</source>
        <translation>Ереже бойынша мүше осы өтінімге қатыспайды: ол бойынша балы да, дауысы да болмайды. Шешім пакеттің келесі редакциясымен бірге жіберіледі, өтінім мүшенің ноутбугында жабылады.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>By the rules of this contest a member in conflict does not score or vote on that application only.</source>
        <translation>Осы конкурстың ережелері бойынша мүдделер қақтығысы бар мүше тек сол өтінімді бағаламайды және ол бойынша дауыс бермейді.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>By the rules of this contest an additional contest is held for the grants that are left.</source>
        <translation>Осы конкурстың ережесі бойынша бөлінбей қалған гранттар үшін қосымша конкурс өткізіледі.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>By the rules of this contest the chair has no casting vote.</source>
        <translation>Осы конкурстың ережесі бойынша төрағаның шешуші дауысы жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <source>By whom</source>
        <translation>Кім өзгертті</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>CI</source>
        <translation>МҚ</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Calendar</source>
        <translation>Күнтізбе</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Calendar of the contest</source>
        <translation>Конкурс күнтізбесі</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Came back into the room: {name}.</source>
        <translation>Залға қайтып келді: {name}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/form.py"/>
        <location filename="../../ui/office/conflicts/page.py"/>
        <location filename="../../ui/office/duplicates/page.py"/>
        <location filename="../../ui/shell/ask.py"/>
        <location filename="../../ui/shell/dialogs.py"/>
        <location filename="../../ui/shell/language.py"/>
        <location filename="../../ui/sitting/dialog.py"/>
        <source>Cancel</source>
        <translation>Бас тарту</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Caps Lock seems to be on.</source>
        <translation>Caps Lock қосулы сияқты.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Carry it over</source>
        <translation>Көшіру</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Carry it to another computer…</source>
        <translation>Басқа компьютерге апару…</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Carrying the sheet over</source>
        <translation>Парақ көшірілуде</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Category, confirmed by documents</source>
        <translation>Құжатпен расталған санат</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Central database for several offices</source>
        <translation>Бірнеше кеңсеге арналған орталық дерекқор</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Central file</source>
        <translation>Орталық файл</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>Central files</source>
        <translation>Орталық файлдар</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Chair elected: {name}.</source>
        <translation>Төраға сайланды: {name}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Chair of the sitting: {name}.</source>
        <translation>Отырыс төрағасы: {name}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Change</source>
        <translation>Өзгеріс</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Change a mark</source>
        <translation>Бағаны өзгерту</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Change the date…</source>
        <translation>Күнді өзгерту…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Changed at the sitting</source>
        <translation>Отырыста өзгертілді</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Changed: {fields}</source>
        <translation>Өзгертілді: {fields}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Changes since the revision before: {n}</source>
        <translation>Алдыңғы редакциядан бергі өзгерістер: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Change…</source>
        <translation>Өзгерту…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>Check a result and show its sittings: who left, who was named next, and who follows now.</source>
        <translation>Нәтижені тексеріп, отырыстарын көрсету: кім шықты, кезектен кім аталды және енді кім алады.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/protocol.py"/>
        <source>Check a result and write its protocol, full and public (PDF), and the matrix of marks (XLSX).</source>
        <translation>Нәтижені тексеріп, хаттаманың толық және жариялауға арналған нысандарын (PDF) және бағалар кестесін (XLSX) жазу.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>Check a result and write papers of these kinds, all of a kind or none.</source>
        <translation>Нәтижені тексеріп, осы түрлердегі құжаттарды жазу: бір түрдің бәрін немесе ешқайсысын.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>Check files: cards, packets, score sheets, results, protocols. What is sealed needs --key.</source>
        <translation>Файлдарды тексеру: карточкалар, пакеттер, бағалау парақтары, нәтижелер, хаттамалар. Мөрленген файлдарға --key керек.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/work.py"/>
        <source>Checking the applications by the rules</source>
        <translation>Өтінімдер ереже бойынша тексерілуде</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Checking the result</source>
        <translation>Нәтиже тексерілуде</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Choose a file…</source>
        <translation>Файл таңдау…</translation>
    </message>
    <message>
        <location filename="../../models/sitting/recusal/with_without.py"/>
        <source>Choose a member of the commission and an application of this packet.</source>
        <translation>Комиссия мүшесін және осы пакеттегі өтінімді таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Choose a packet</source>
        <translation>Пакетті таңдаңыз</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Choose a packet…</source>
        <translation>Пакетті таңдау…</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Choose a profile first; nothing was made.</source>
        <translation>Алдымен профильді таңдаңыз; ештеңе құрылған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Choose a published list</source>
        <translation>Жарияланған тізімді таңдаңыз</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>Choose a table…</source>
        <translation>Кестені таңдау…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/reading.py"/>
        <source>Choose an attachment above</source>
        <translation>Жоғарыдан қосымшаны таңдаңыз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Choose score sheets</source>
        <translation>Бағалау парақтарын таңдаңыз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Choose score sheets…</source>
        <translation>Бағалау парақтарын таңдау…</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Choose the file on this computer; its key file lies beside it.</source>
        <translation>Осы компьютердегі файлды таңдаңыз; оның кілт файлы қасында тұрады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Choose the folder for the papers</source>
        <translation>Құжаттарға арналған қалтаны таңдаңыз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Choose the folder for the protocol</source>
        <translation>Хаттама қалтасын таңдаңыз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Choose the folder to watch</source>
        <translation>Бақыланатын қалтаны таңдаңыз</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>Choose the folder…</source>
        <translation>Қалтаны таңдау…</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>Choose the line that is wrong, type it as it should be and take it. Then a second person confirms, with a key of their own. Lines to confirm: {n}.</source>
        <translation>Қате жолды таңдап, дұрысын енгізіп, қабылдаңыз. Содан кейін екінші адам өз кілтімен растайды. Расталатын жолдар: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Choose the lot</source>
        <translation>Лотты таңдаңыз</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Choose the lot this contest is for; nothing was made.</source>
        <translation>Конкурс қай лот бойынша өтетінін таңдаңыз; ештеңе жасалған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Choose the packet</source>
        <translation>Пакетті таңдаңыз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Choose the packet…</source>
        <translation>Пакетті таңдау…</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Choose two different lists first; nothing was compared.</source>
        <translation>Алдымен екі бөлек тізімді таңдаңыз; ештеңе салыстырылмады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Choose two lists and compare them.</source>
        <translation>Екі тізімді таңдап, салыстырыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Choose what is declared.</source>
        <translation>Не мәлімделетінін таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Choose where to save it…</source>
        <translation>Сақтау орнын таңдау…</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Choose…</source>
        <translation>Таңдаңыз…</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Citizenship</source>
        <translation>Азаматтығы</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Clash settled: {name}, {application}, {criterion}: {mark}.</source>
        <translation>Алшақтық шешілді: {name}, {application}, {criterion}: {mark}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Clashes</source>
        <translation>Алшақтықтар</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <location filename="../../ui/shell/language.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Close</source>
        <translation>Жабу</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>Close the central file</source>
        <translation>Орталық файлды жабу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Close the item</source>
        <translation>Мәселені жабу</translation>
    </message>
    <message>
        <location filename="../../ui/shell/strip.py"/>
        <source>Close the message (Esc)</source>
        <translation>Хабарды жабу (Esc)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Close the sitting</source>
        <translation>Отырысты жабу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Close the sitting, sign the result with the chair&apos;s key, write the protocol in two languages.</source>
        <translation>Отырысты жабыңыз, нәтижеге төрағаның кілтімен қол қойыңыз, хаттаманы екі тілде жазыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Close the sitting?</source>
        <translation>Отырысты жабу керек пе?</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Closed for me</source>
        <translation>Мен үшін жабық</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/hand_in.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/intake/report.py"/>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Code of the application</source>
        <translation>Өтінімнің коды</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Column</source>
        <translation>Баған</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Column: </source>
        <translation>Баған: </translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Columns not recognised: {n}. Say for each what it holds, or leave it out; it is remembered for the next table.</source>
        <translation>Танылмаған бағандар: {n}. Әрқайсысында не жазылғанын көрсетіңіз немесе оны алмаңыз; таңдау келесі кесте үшін есте сақталады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Columns of the table</source>
        <translation>Кесте бағандары</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Columns…</source>
        <translation>Бағандар…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Come back before it</source>
        <translation>Алдында кіреді</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Come back: {names}</source>
        <translation>Қайтып келеді: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Comes above the line</source>
        <translation>Шектен жоғары шығады</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>Comes above the line: {gained}; falls below it: {lost}.</source>
        <translation>Шектен жоғары шығады: {gained}; шектен төмен түседі: {lost}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>Comes back</source>
        <translation>Қайтып келді</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>Comment on the whole application</source>
        <translation>Өтінімге жалпы түсініктеме</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Commission</source>
        <translation>Комиссия құрамы</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Commission and sitting</source>
        <translation>Комиссия және отырыс</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Commission lacks: {what}</source>
        <translation>Комиссияда жетіспейді: {what}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Commission: {who}</source>
        <translation>Комиссия: {who}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>Common passages</source>
        <translation>Ортақ үзінділер</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Compare</source>
        <translation>Салыстыру</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Compare lists</source>
        <translation>Тізімдерді салыстыру</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Compare the lawful ways…</source>
        <translation>Заңды тәсілдерді салыстыру…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>Compare two published lists: added, removed, moved, respelled; and each with the order of its own points.</source>
        <translation>Жарияланған екі тізімді салыстыру: қосылған, алынған, орын ауыстырған, басқаша жазылған; әрқайсысын өз балдарының ретімен де салыстыру.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Compared further: {values}</source>
        <translation>Қосымша салыстыру: {values}</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Comparing the lists</source>
        <translation>Тізімдер салыстырылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Comparison of lists</source>
        <translation>Тізімдерді салыстыру</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Compute</source>
        <translation>Есептеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Computed by the sitting&apos;s own rule. The panels are drawn with the seed {seed}.</source>
        <translation>Отырыстың өз қағидасымен есептелді. Құрамдарды іріктеудің бастапқы саны: {seed}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Computed from the sheets by the approved rule. The ranking assists; the commission decides.</source>
        <translation>Бекітілген ереже бойынша парақтардан есептелген. Рейтинг көмекші құрал, шешімді комиссия қабылдайды.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Computer</source>
        <translation>Компьютер</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>Computing both results</source>
        <translation>Екі нәтижені есептеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Computing the forecast</source>
        <translation>Болжам есептелуде</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Computing the result with and without</source>
        <translation>Балдармен және оларсыз нәтижені есептеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Computing the trials</source>
        <translation>Сынақтарды есептеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Computing what the result hangs on</source>
        <translation>Нәтиже неге байланысты екені есептелуде</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Confirm it</source>
        <translation>Растау</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/typing.py"/>
        <source>Confirm the lines that are the same as in the paper confirmed before: {n}?</source>
        <translation>Бұрын расталған парақтағымен бірдей жолдарды растау керек пе: {n}?</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/typing.py"/>
        <source>Confirm them</source>
        <translation>Растау</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Confirm what is unchanged…</source>
        <translation>Өзгермегенін растау…</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Confirmed by</source>
        <translation>Растаған</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/words.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>Conflict</source>
        <translation>Қақтығыс бар</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>Conflict of interest</source>
        <translation>Мүдделер қақтығысы</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Conflict of interest decided: {who}</source>
        <translation>Мүдделер қақтығысы туралы шешім: {who}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Conflict of interest: {name}, {application} ({kind}).</source>
        <translation>Мүдделер қақтығысы: {name}, {application} ({kind}).</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Conflicts</source>
        <translation>Қақтығыстар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Conflicts and clashes</source>
        <translation>Қақтығыстар мен алшақтықтар</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Conflicts declared</source>
        <translation>Мәлімделген қақтығыстар</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <location filename="../../ui/office/conflicts/work.py"/>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Conflicts of interest</source>
        <translation>Мүдделер қақтығысы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Conflicts of interest that members told of</source>
        <translation>Мүшелер айтқан мүдделер қақтығыстары</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Conflicts that are declared</source>
        <translation>Мәлімделетін қақтығыстар</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Connect</source>
        <translation>Қосылу</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Contacts of many people at once, from XLSX or CSV</source>
        <translation>Көп адамның байланыс деректерін XLSX немесе CSV кестесінен бірден алу</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Contacts of those who touch the contest</source>
        <translation>Конкурсқа қатысы бар адамдардың байланыс деректері</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Contacts…</source>
        <translation>Деректері…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/desk/words.py"/>
        <location filename="../../ui/office/central/list.py"/>
        <location filename="../../ui/office/contest_page.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Contest</source>
        <translation>Конкурс</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Contest and quotas</source>
        <translation>Конкурс және квоталар</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>Contest packets</source>
        <translation>Конкурс пакеттері</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>Contest profiles</source>
        <translation>Конкурс профильдері</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>Contest results</source>
        <translation>Конкурс нәтижелері</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Contest: {id}</source>
        <translation>Конкурс: {id}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Contests in a central file.</source>
        <translation>Орталық файлдағы конкурстар.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>Contests of the central file</source>
        <translation>Орталық файлдағы конкурстар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Continue this result</source>
        <translation>Осы нәтижені жалғастыру</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Contract</source>
        <translation>Шарт</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Contract changed, why</source>
        <translation>Шарттың өзгеруі, себебі</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <source>Contract date</source>
        <translation>Шарт күні</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Contract from</source>
        <translation>Шарт жасау басы</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <location filename="../../ui/office/register/contract.py"/>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Contract number</source>
        <translation>Шарт нөмірі</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/contract.py"/>
        <source>Contract of the selected grantee</source>
        <translation>Таңдалған грант алушының шарты</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Contract to</source>
        <translation>Шарт жасау соңы</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Contract with a winner</source>
        <translation>Жеңімпазбен шарт</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Contracts</source>
        <translation>Шарттар</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Contracts overdue: {n}</source>
        <translation>Мерзімі өткен шарттар: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Contracts with winners</source>
        <translation>Жеңімпаздармен шарттар</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Copy</source>
        <translation>Көшіру</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Correct it…</source>
        <translation>Түзету…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>Correction: {reason}</source>
        <translation>Түзету: {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Correct…</source>
        <translation>Түзету…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/selfcheck.py"/>
        <source>Count built-in invented cases with known results: does this computer count correctly?</source>
        <translation>Нәтижесі белгілі ойдан шығарылған есептерді есептеу: бұл компьютер дұрыс есептей ме?</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Counting the sheets again gives the same table</source>
        <translation>Бағалау парақтарын қайта есептегенде сол кесте шығады</translation>
    </message>
    <message>
        <location filename="../../models/sitting/selfcheck.py"/>
        <source>Counts correctly on this computer: {n} of {of}</source>
        <translation>Осы компьютерде дұрыс есептейді: {n}/{of}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Create New Folder</source>
        <translation>Жаңа қалта жасау</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Criteria</source>
        <translation>Өлшемшарттар</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Criteria and points</source>
        <translation>Өлшемшарттар мен балдар</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>Criteria are approved in the central file itself; the contest was not stored.</source>
        <translation>Өлшемшарттар орталық файлдың өзінде бекітіледі; конкурс сақталмады.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <location filename="../../desktop/cli/packet.py"/>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>Criteria hash: {hash}</source>
        <translation>Бағалау өлшемшарттарының хеші: {hash}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Criterion</source>
        <translation>Өлшемшарт</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Cu&amp;t</source>
        <translation>Қ&amp;иып алу</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Customer</source>
        <translation>Тапсырыс беруші</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Customer, in Kazakh</source>
        <translation>Тапсырыс беруші, қазақша</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Customer, in Russian</source>
        <translation>Тапсырыс беруші, орысша</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Cut line</source>
        <translation>Өту шегі</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>DOES NOT HOLD</source>
        <translation>РАСТАЛМАДЫ</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Damaged</source>
        <translation>Бүлінген</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <source>Dark for few points, bright for many; empty where a member gave no marks.</source>
        <translation>Балл аз болса – қою, көп болса – ашық; мүше баға бермеген жер бос.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Date Modified</source>
        <translation>Өзгертілген күні</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Date of the approval</source>
        <translation>Бекітілген күні</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Date of the document</source>
        <translation>Құжаттың күні</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Date of the letters</source>
        <translation>Хаттардың күні</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Date of the organiser&apos;s contract</source>
        <translation>Ұйымдастырушы шартының күні</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>Date of the paper</source>
        <translation>Құжаттың күні</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Date of the sitting</source>
        <translation>Отырыс күні</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Dated later than this computer&apos;s clock: {codes}. A clock was or is wrong; what was decided last holds all the same. Set the clock right before you build.</source>
        <translation>Осы компьютердің сағатынан кейінгі күн қойылған: {codes}. Сағат қате болған немесе қате; соңғы шешім бәрібір күшінде. Жасамас бұрын сағатты дұрыстаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Day of the document</source>
        <translation>Құжаттың күні</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Decide a conflict of interest</source>
        <translation>Мүдделер қақтығысын шешу</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Decide on the number of grants</source>
        <translation>Гранттар санын белгілеңіз</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Decide on this number…</source>
        <translation>Гранттар санын белгілеу…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Decide the selected one…</source>
        <translation>Таңдалғанын шешу…</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Decided</source>
        <translation>Шешілген</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Decided about you and in force; you are not asked about it:
{list}
Where there is a conflict, the application is closed and marks given before stay sealed.</source>
        <translation>Сізге қатысты шешілген әрі күшінде; бұл туралы сізден сұралмайды:
{list}
Қақтығыс бар жерде өтінім жабық, бұрын қойылған балдар жабық күйінде қалады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>Decided by</source>
        <translation>Шешім қабылдаған</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Decided by {name} on {date}</source>
        <translation>Шешкен: {name}, {date}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../models/contest/rules_words.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Decision</source>
        <translation>Шешім</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Decision on who is next in line, for publishing</source>
        <translation>Кезекте тұрғандар туралы шешім, жариялауға</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Decision on who is next in line, of a further sitting</source>
        <translation>Кезекте тұрғандар туралы шешім, кейінгі отырыстан</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Decisions of the screening and packet revisions stand here.</source>
        <translation>Мұнда техникалық іріктеу шешімдері мен пакет нұсқалары тұрады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Declaration</source>
        <translation>Мәлімдеме</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Declarations in the sheets count already. Add what was only said, to see what it would change.</source>
        <translation>Парақтардағы мәлімдемелер есепке алынған. Тек ауызша айтылғанын қосып, не өзгеретінін көріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Declarations read: {n}; new: {new}; files refused: {refused}.</source>
        <translation>Оқылған мәлімдеме: {n}; жаңасы: {new}; қабылданбаған файл: {refused}.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>Declare</source>
        <translation>Мәлімдеу</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Declared</source>
        <translation>Мәлімделді</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Declared and found</source>
        <translation>Мәлімделген әрі табылған</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Declared and saved: “{code}” is closed for you, and its marks are sealed.</source>
        <translation>Мәлімделді, сақталды: «{code}» сіз үшін жабылды, балдары да жабық.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Declared and saved: “{code}” is closed for you.</source>
        <translation>Мәлімделді, сақталды: «{code}» сіз үшін жабылды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Declared until now: {what}</source>
        <translation>Осыған дейін мәлімделгені: {what}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Declared, but nothing supports it</source>
        <translation>Мәлімделген, бірақ ештеңе растамайды</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Declared: {n}. Saved.</source>
        <translation>Мәлімделді: {n}. Сақталды.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Declared: {n}. Saved. Decided already and left as decided: {codes}.</source>
        <translation>Мәлімделді: {n}. Сақталды. Бұрын шешіліп, сол күйі қалғаны: {codes}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Declared: “{note}”</source>
        <translation>Мәлімдеген: «{note}»</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>Declares</source>
        <translation>Мәлімдегені</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Declares…</source>
        <translation>Мәлімдеме…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Delete</source>
        <translation>Жою</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <location filename="../../ui/shell/places.py"/>
        <source>Desk</source>
        <translation>Мүше үстелі</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Destroy the personal data of this contest for ever?</source>
        <translation>Осы конкурстың дербес деректерін біржола жоясыз ба?</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>Destroy the personal data…</source>
        <translation>Дербес деректерді жою…</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Destroy them</source>
        <translation>Жою</translation>
    </message>
    <message>
        <location filename="../../models/centre/destruction.py"/>
        <source>Destroying personal data needs its ground; nothing was destroyed.</source>
        <translation>Дербес деректерді жою үшін негіздеме керек; ештеңе жойылмады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Destroying the personal data</source>
        <translation>Дербес деректер жойылуда</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <source>Deviation, KZT</source>
        <translation>Ауытқу, теңге</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Different totals</source>
        <translation>Әртүрлі жалпы балдар</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Direction</source>
        <translation>Бағыты</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>Direction: “{value}” is none of the contest&apos;s list</source>
        <translation>Бағыт: «{value}» конкурс тізімінде жоқ</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Directions</source>
        <translation>Бағыттар</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Directory:</source>
        <translation>Қалта:</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Disqualified, by vote</source>
        <translation>Дауыс беру арқылы шеттетілді</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Do not decide yet</source>
        <translation>Әзірге шешпеу</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>Do not take it</source>
        <translation>Қабылдамау</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Document</source>
        <translation>Құжат</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <location filename="../../ui/office/register/contract.py"/>
        <source>Documents</source>
        <translation>Құжаттар</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Documents required</source>
        <translation>Қажетті құжаттар</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>Done</source>
        <translation>Шешілгендер</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Done by</source>
        <translation>Орындаған</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>Draw a lot again: the SHA-256 of “seed,application,draw” in ascending order.</source>
        <translation>Жеребені қайталау: «бастапқы мән,өтінім,жеребе нөмірі» жазбасының SHA-256 сомасы, өсу ретімен.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/lot_dialog.py"/>
        <source>Draw and record the lot</source>
        <translation>Жеребе тартып, тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/lot_dialog.py"/>
        <source>Draw lots: {territory}</source>
        <translation>Жеребе тарту: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Draw lots…</source>
        <translation>Жеребе тарту…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Drive</source>
        <translation>Диск</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Drop member cards here (.card). Each fingerprint is compared aloud before it is taken.</source>
        <translation>Мүшелердің карточкаларын осы жерге сүйреңіз (.card). Әр кілттің таңбасы қабылданар алдында дауыстап салыстырылады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Drop the changes</source>
        <translation>Өзгерістерден бас тарту</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Drop the packet of the contest here: the same file that the members scored.</source>
        <translation>Конкурс пакетін осы жерге сүйреңіз: мүшелер бағалаған сол файл.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Drop the packet of your contest here (a file that ends in .packet), or choose it, e.g. on the USB stick.</source>
        <translation>Конкурс пакетін (аты .packet деп аяқталатын файл) осы жерге сүйреп әкеліңіз немесе таңдаңыз, мысалы, USB-тасымалдағыштан.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Drop the result of the sitting here (.result)</source>
        <translation>Отырыс нәтижесін осы жерге сүйреңіз (.result)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Drop the score sheets here, in any order, also several times: nothing is counted twice.</source>
        <translation>Бағалау парақтарын осы жерге сүйреңіз: кез келген ретпен, қайталап та болады – ештеңе екі рет есептелмейді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>Drop the table here: XLSX or CSV, one application a row, headings in Kazakh, Russian or English.</source>
        <translation>Кестені осы жерге сүйреп әкеліңіз: XLSX немесе CSV, әр жолда бір өтінім, баған атаулары қазақша, орысша немесе ағылшынша.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <location filename="../../ui/office/duplicates/page.py"/>
        <location filename="../../ui/office/duplicates/work.py"/>
        <source>Duplicates</source>
        <translation>Қайталанулар</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>Duplicates to refuse in the screening</source>
        <translation>Іріктеуде қабылданбайтын қайталанулар</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>E-mail</source>
        <translation>Электрондық пошта</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/beside.py"/>
        <source>E-mail: {email}</source>
        <translation>Электрондық пошта: {email}</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Earlier</source>
        <translation>Бұрын</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Earlier list</source>
        <translation>Бұрынғы тізім</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Else: the organiser&apos;s head.</source>
        <translation>Әйтпесе: ұйымдастырушының басшысы.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Enough marks for a total</source>
        <translation>Жалпы балл үшін бағалар жеткілікті</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Enough marks only if awaited ones come</source>
        <translation>Күтілетін бағалар келсе ғана жеткілікті</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Enrol members, the secretary and staff with their keys. The packet is sealed to them; every stored change makes a new version of the roster.</source>
        <translation>Мүшелерді, хатшыны және қызметкерлерді кілттерімен комиссия құрамына енгізіңіз. Пакет солар үшін мөрленеді; әр сақталған өзгеріс құрамның жаңа нұсқасын жасайды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Enrol the commission, or add staff and mentors here.</source>
        <translation>Комиссияны тіркеңіз немесе қызметкерлер мен тәлімгерлерді осында қосыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Equal in the line: {codes}; places: {n}. The commission chooses, with a reason.</source>
        <translation>Кезегі тең: {codes}; орын саны: {n}. Комиссия негіздемесін жазып, таңдайды.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Equal totals at the cut: {n} applications for {places} places. {codes}</source>
        <translation>Өту шегінде тең балл: өтінім – {n}, орын – {places}. {codes}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>Equal totals, step {n}</source>
        <translation>Жалпы балл тең болса, {n}-қадам</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Event</source>
        <translation>Іс-шара</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Every act of the sitting was lawful in its place</source>
        <translation>Отырыстың әр әрекеті өз орнында ережеге сай</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Every application has been treated</source>
        <translation>Барлық өтінім қаралды</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Every application has been treated.</source>
        <translation>Барлық өтінім қаралды.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Every application has the same number of marks ({sizes}): totals can be compared.</source>
        <translation>Барлық өтінімдегі бағалар саны бірдей ({sizes}): жалпы баллдарды салыстыруға болады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Every application is compared with every other…</source>
        <translation>Әр өтінім қалғандарымен салыстырылуда…</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_again.py"/>
        <source>Every application or the criteria changed since; nothing was carried over. Type the sheet anew.</source>
        <translation>Содан бері барлық өтінім немесе өлшемшарттар өзгерген; ештеңе көшірілмеді. Парақты қайта енгізіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/building.py"/>
        <source>Every change since the last revision needs its reason; no packet was built. These have none:</source>
        <translation>Соңғы редакциядан бергі әр өзгерістің себебі жазылуы керек; пакет жасалмады. Мыналардың себебі жоқ:</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Every column is recognised. The report can be made.</source>
        <translation>Барлық баған танылды. Есеп жасауға болады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Every date below is counted from it.</source>
        <translation>Төмендегі барлық күн осыдан есептеледі.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Every date of the plan is counted anew from it.</source>
        <translation>Жоспардың барлық күні содан қайта есептеледі.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Every entry is as it was signed.</source>
        <translation>Әрбір жазба қол қойылған күйінде.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>Every line is confirmed. The secretary hands the sheet in.</source>
        <translation>Барлық жол расталды. Парақты хатшы тапсырады.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Every line names a person, what they may sign, and a key that can be read</source>
        <translation>Әр жолда адам, оның неге қол қоя алатыны және оқылатын кілт көрсетілген</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/lot_dialog.py"/>
        <source>Every number lay written (or, remotely, was said) before the first paper was turned</source>
        <translation>Бірінші қағаз аударылғанға дейін барлық сандар жазылып қойылды (қашықтан қатысушылардікі айтылды)</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>Every page prints the fingerprint of the result</source>
        <translation>Нәтиженің таңбасы әр бетте басылған</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Every paper is read back before it is handed out; one that does not say what it should is not written. Protocol and matrix are written by the buttons below.</source>
        <translation>Әр құжат берілмес бұрын кері оқылып тексеріледі; мазмұны сай келмейтін құжат жазылмайды. Хаттама мен балдар матрицасы төмендегі батырмалармен жазылады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Every rule of the contest is checked and raises a flag where something seems wrong. A flag decides nothing: you admit, send back for mending, or refuse with reasons.</source>
        <translation>Конкурстың әр ережесі тексеріледі, күмән болса, ескерту беріледі. Ескерту шешім емес: өтінімді сіз конкурсқа жібересіз, түзетуге қайтарасыз немесе себебін жазып қабылдамайсыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Every sheet is checked: contest, packet, criteria, person, signature. A refused one changes nothing.</source>
        <translation>Әр парақ тексеріледі: конкурс, пакет, өлшемшарттар, адам, қолтаңба. Қабылданбаған парақ ештеңені өзгертпейді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/list.py"/>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Every undecided application has a flag: look at them one by one.</source>
        <translation>Шешілмеген өтінімдердің бәрінде ескерту бар: оларды бір-бірден қараңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Everybody is back</source>
        <translation>Барлығы қайтып келді</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/lot_dialog.py"/>
        <source>Everybody named here writes a number of 1–20 digits on paper and lays it on the table face down. Who takes part remotely says the number now, before any paper is turned. Then all are read aloud and typed; together they make the seed. What is drawn shows when the lot is recorded.</source>
        <translation>Осында аталған әр адам қағазға 1–20 цифрдан тұратын сан жазып, бетін төмен қаратып үстелге қояды. Қашықтан қатысушы санын қағаздар аударылғанға дейін, қазір айтады. Содан кейін барлық сандар дауыстап оқылып, енгізіледі; олар бірге жеребенің негізін құрайды. Нәтиже жеребе тіркелгенде көрінеді.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/lot.py"/>
        <source>Everybody present who has a vote here, and who records the lot, writes a number, and they are read in this order: {names}.</source>
        <translation>Қатысып отырған, осы мәселе бойынша дауысы бар әр адам және жеребені тіркеуші сан жазады, сандар мына ретпен оқылады: {names}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>Everybody; of those not admitted only code and territory</source>
        <translation>Барлығына; жіберілмегендердің тек коды мен аумағы</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Everybody; without personal details</source>
        <translation>Барлығына; дербес деректерсіз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/choices.py"/>
        <source>Everyone is for it</source>
        <translation>Барлығы қолдап отыр</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/choices.py"/>
        <source>Everyone is present</source>
        <translation>Барлығы қатысып отыр</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Everyone who touches the contest is compared with every application…</source>
        <translation>Конкурсқа қатысы бар әр адам әр өтініммен салыстырылып жатыр…</translation>
    </message>
    <message>
        <location filename="../../models/sample/papers.py"/>
        <source>Everything is checked again. Files: {files}; holds: {holds}; does not hold: {fails}.</source>
        <translation>Бәрі қайта тексерілді. Файлдар: {files}; расталды: {holds}; расталмады: {fails}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>Everything is typed by {name}. Now a second person confirms, with a key of their own: here (“A second person is here…”) or at another computer. Lines to confirm: {n}.</source>
        <translation>Бәрін енгізген – {name}. Енді екінші адам өз кілтімен растайды: осы жерде («Екінші адам осында…») немесе басқа компьютерде. Расталатын жолдар: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Example</source>
        <translation>Мысал</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>Exits that this order needs: {n}; {proven}.</source>
        <translation>Осы ретпен залдан шығу саны: {n}; {proven}.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Expected results</source>
        <translation>Күтілетін нәтижелер</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Expected: {what}.</source>
        <translation>Күтілетіні: {what}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Export the card: name, position, organisation and the public key, signed by the key.</source>
        <translation>Карточканы шығару: аты-жөні, лауазымы, ұйымы және ашық кілті, сол кілтпен қол қойылған.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Extract of the protocol, one for each application</source>
        <translation>Хаттамадан үзінді, әр өтінімге жеке</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Falls below it</source>
        <translation>Шектен төмен түседі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Fewer marks than the minimum</source>
        <translation>Бағалар саны ең аз шектен кем</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Fewer marks than the minimum, whatever comes</source>
        <translation>Не келсе де, бағалар саны ең аз шектен кем</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>Fewer marks than the rule needs ({n}), so not ranked: {applications}.</source>
        <translation>Баға саны ережеде талап етілгеннен ({n}) аз, сондықтан рейтингке енгізілмеді: {applications}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Fewer winners than grants</source>
        <translation>Жеңімпаздар гранттан аз болса</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Fewest members for a valid sitting with enough marks</source>
        <translation>Заңды отырыс пен жеткілікті бағалар үшін мүшелердің ең аз саны</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Field</source>
        <translation>Өріс</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <source>Fields</source>
        <translation>Өрістер</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Figures of the secretary&apos;s key</source>
        <translation>Хатшы кілтінің сандары</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>Figures to read aloud</source>
        <translation>Дауыстап оқылатын сандар</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/office/intake/report.py"/>
        <location filename="../../ui/shell/language.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>File &amp;name:</source>
        <translation>Файл &amp;аты:</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>File: {path}</source>
        <translation>Файл: {path}</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>Files belong to the application whose code or IIN their own name, or the name of their folder, begins with. Without a folder the stored attachments stay as they are.</source>
        <translation>Файл атауы немесе оның қалтасының атауы қай өтінімнің кодымен не ЖСН-імен басталса, файл сол өтінімге тиесілі болады. Қалта таңдалмаса, сақталған қосымшалар сол күйінде қалады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Files brought</source>
        <translation>Әкелінген файлдар</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Files left aside</source>
        <translation>Алынбаған файлдар</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Files of type:</source>
        <translation>Файл түрі:</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_table.py"/>
        <source>Filter by any word</source>
        <translation>Кез келген сөз бойынша сүзу</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>Find probable conflicts of interest, each with the reason: between two tables of people, or in a central file as the two mirror lists.</source>
        <translation>Ықтимал мүдделер қақтығысын себебімен бірге табу: адамдардың екі кестесі арасында немесе орталық файлдан екі айна тізім ретінде.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/duplicates.py"/>
        <source>Find the same project, person, supplier or price quote in several applications of any tables.</source>
        <translation>Кез келген кестелердегі бірнеше өтінімнен бір жобаны, адамды, жеткізушіні немесе баға ұсынысын табу.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Fingerprint</source>
        <translation>Таңбасы</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <location filename="../../ui/desk/key.py"/>
        <source>Fingerprint: {fingerprint}</source>
        <translation>Таңбасы: {fingerprint}</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>First application</source>
        <translation>Бірінші өтінім</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>First read and confirm your statement at the end of the page.</source>
        <translation>Алдымен беттің соңындағы мәлімдемені оқып, растаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>First settle what the ranking waits for: a tie at the cut or unequal panels.</source>
        <translation>Алдымен рейтинг күтіп тұрғанды шешіңіз: өту шегіндегі тең балды немесе тең емес баға санын.</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Flags</source>
        <translation>Ескертулер</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <location filename="../../ui/shell/language.py"/>
        <source>Folder</source>
        <translation>Қалта</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Folders</source>
        <translation>Қалталар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>For a commission that takes applications one after another: who is recused leaves for the item. Whoever votes on the whole list at once goes on to the ranking.</source>
        <translation>Өтінімдерді бірінен соң бірін қарайтын комиссия үшін: мүдделер қақтығысы бар мүше сол мәселе кезінде залдан шығады. Бүкіл тізімге бірден дауыс берілсе, рейтингке өтіңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>For a member without a laptop: print the sheet, have it filled in by hand, type it in. A second person confirms every line with a key of their own and can&apos;t edit it.</source>
        <translation>Ноутбугі жоқ мүше үшін: парақты басып шығарыңыз, ол қолмен толтырылсын, содан кейін енгізіңіз. Екінші адам әр жолды өз кілтімен растайды, бірақ түзете алмайды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>For an office that works on one computer. It is encrypted; only your key opens it.</source>
        <translation>Бір компьютерде жұмыс істейтін кеңсе үшін. Файл шифрланған, оны тек сіздің кілтіңіз ашады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>For chair and secretary</source>
        <translation>Төраға мен хатшы үшін</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>For example 31.12.1980</source>
        <translation>Мысалы: 31.12.1980</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>For example: order No. 12 of 05.03.2024</source>
        <translation>Мысалы: 05.03.2024 күнгі № 12 бұйрық</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>For example: postgresql://user:password@host/database</source>
        <translation>Мысалы: postgresql://user:password@host/database</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>For secretary, staff and mentors: members declare at the Desk</source>
        <translation>Хатшы, қызметкерлер мен тәлімгерлер үшін: мүшелер өз үстелінде мәлімдейді</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>For the selected applications (key {n})</source>
        <translation>Белгіленген өтінімдер үшін ({n} пернесі)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>For whom</source>
        <translation>Кімге</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>For whom: {whom}</source>
        <translation>Кімге: {whom}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/choices.py"/>
        <source>For: {votes}; against: {against}; abstained: {abstained}. Needed: {needed} of {entitled} with a vote.</source>
        <translation>Қолдаған: {votes}; қарсы: {against}; қалыс қалған: {abstained}. Қажеті: дауысы бар {entitled} мүшенің {needed} дауысы.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>For: {votes}; members present who may vote: {entitled}. More than half of them must be for it. Vote again.</source>
        <translation>Қолдаған: {votes}; дауыс беруге құқығы бар қатысушы мүшелер: {entitled}. Олардың жартысынан астамы қолдауы тиіс. Қайта дауыс беріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Forecast</source>
        <translation>Болжам</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Forecast: {territory}</source>
        <translation>Болжам: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Form of the protocol</source>
        <translation>Хаттама нысаны</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Form of the sitting</source>
        <translation>Отырыс нысаны</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Forward</source>
        <translation>Алға</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Four members reach less than five, so these totals can&apos;t be compared as they stand. Choose one of the ways that the approved criteria allow; below each stands what it would give.</source>
        <translation>Төрт мүшенің жалпы балы бес мүшенікінен аз болады, сондықтан балдарды осы күйінде салыстыруға болмайды. Бекітілген өлшемшарттар рұқсат еткен тәсілдердің бірін таңдаңыз; әрқайсысының астында нәтижесі көрсетілген.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>From</source>
        <translation>Басы</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>From a table…</source>
        <translation>Кестеден…</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>From the organiser, no vote; opens the score sheets</source>
        <translation>Ұйымдастырушыдан, дауысы жоқ; бағалау парақтарын ашады</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>From the score sheets that members handed in</source>
        <translation>Мүшелер тапсырған бағалау парақтарынан</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Full name as in the commission&apos;s list.</source>
        <translation>Комиссия құрамындағыдай толық аты-жөні.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Full: for the organiser&apos;s file</source>
        <translation>Толық: ұйымдастырушының ісіне</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Fund for all grants</source>
        <translation>Барлық гранттарға арналған қор</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Funds, KZT</source>
        <translation>Қаражат, теңге</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Further and earlier employers, one a line</source>
        <translation>Басқа және бұрынғы жұмыс орындары, әрқайсысы жеке жолда</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Further reason, in Kazakh</source>
        <translation>Қосымша себеп, қазақша</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Further reason, in Russian</source>
        <translation>Қосымша себеп, орысша</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>Give either --people and --applicants, or --central alone.</source>
        <translation>--people мен --applicants екеуін бірге немесе тек --central беріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Give the reason for all…</source>
        <translation>Бәріне себеп жазу…</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Give the reason…</source>
        <translation>Себебін жазу…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Given</source>
        <translation>Бар</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Given name, father&apos;s name and birth date ({date}) are the same, the surname is another (“{a}”, “{b}”): one person, perhaps, whose surname changed.</source>
        <translation>Аты, әкесінің аты және туған күні ({date}) бірдей, тегі басқа («{a}», «{b}»): тегін өзгерткен бір адам болуы мүмкін.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Go back</source>
        <translation>Артқа қайту</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Go forward</source>
        <translation>Алға өту</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Go on</source>
        <translation>Әрі қарай</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Go on to conflicts and clashes</source>
        <translation>Қақтығыстар мен алшақтықтарға өту</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Go on to screening</source>
        <translation>Техникалық іріктеуге өту</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Go on to the opening</source>
        <translation>Отырысты ашуға өту</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Go on to the protocol</source>
        <translation>Хаттамаға өту</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Go on to the ranking</source>
        <translation>Рейтингке өту</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Go on to the score sheets</source>
        <translation>Бағалау парақтарына өту</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Go on to the winners</source>
        <translation>Жеңімпаздарға өту</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Go on working</source>
        <translation>Жұмысты жалғастыру</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Go on: hand in</source>
        <translation>Әрі қарай: тапсыру</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>Go on: packets</source>
        <translation>Әрі қарай: пакеттер</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Go on: score</source>
        <translation>Әрі қарай: бағалау</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Go on: {step}</source>
        <translation>Әрі қарай: {step}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Go to the parent folder</source>
        <translation>Жоғарғы қалтаға өту</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Go to the register</source>
        <translation>Тізілімге өту</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Grant</source>
        <translation>Грант</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Grant asked</source>
        <translation>Сұралған грант</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Grantee</source>
        <translation>Грант алушы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Grants that nobody has: {n}.</source>
        <translation>Бос гранттар: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>Ground</source>
        <translation>Негіз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Ground, for the protocol</source>
        <translation>Негізі – хаттама үшін</translation>
    </message>
    <message>
        <location filename="../../ui/desk/reading.py"/>
        <source>Ground: {point}</source>
        <translation>Негізі: {point}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Hand in</source>
        <translation>Тапсыру</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Hand in all the same</source>
        <translation>Сонда да тапсыру</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Hand it in…</source>
        <translation>Тапсыру…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Handed in</source>
        <translation>Тапсырылды</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Handed-in sheets</source>
        <translation>Тапсырылған парақтар</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Handing the sheet in</source>
        <translation>Парақ тапсырылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Hash (SHA-256)</source>
        <translation>Хеш (SHA-256)</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Heading</source>
        <translation>Тақырып</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Heat map</source>
        <translation>Жылу картасы</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Help</source>
        <translation>Анықтама</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>Here the words are changed. Points, weights and the way of counting are changed in a profile file.</source>
        <translation>Мұнда мәтін өзгертіледі. Балдар, салмақтар және есептеу тәсілі профиль файлында өзгертіледі.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Hide Details...</source>
        <translation>Жасыру…</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/flags.py"/>
        <source>Hide the rule</source>
        <translation>Ережені жасыру</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Highest possible total</source>
        <translation>Ең жоғары мүмкін балл</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>History</source>
        <translation>Тарихы</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>History of the list</source>
        <translation>Тізім тарихы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Hold a further sitting?</source>
        <translation>Кейінгі отырысты өткізу керек пе?</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Hold a further sitting…</source>
        <translation>Кейінгі отырысты өткізу…</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>How</source>
        <translation>Қалай</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>How it is counted</source>
        <translation>Қалай есептеледі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>How many</source>
        <translation>Саны</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>How many applications have which total: do you see differences?</source>
        <translation>Қай жалпы балл қанша өтінімде: айырмашылық байқала ма?</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>How many win</source>
        <translation>Жеңімпаздар саны</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>How the total came about</source>
        <translation>Жалпы балл қалай шықты</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>How the total comes about</source>
        <translation>Жалпы балл қалай шыққан</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <source>I am a member of the commission</source>
        <translation>Мен комиссия мүшесімін</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <source>I am the chair or the secretary</source>
        <translation>Мен төраға немесе хатшымын</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>I confirm</source>
        <translation>Растаймын</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>I have a conflict here…</source>
        <translation>Менде қақтығыс бар…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>I scored alone, by the approved criteria, and declared every conflict of interest I know of.</source>
        <translation>Мен өз бетімше, бекітілген бағалау өлшемшарттары бойынша бағаладым және өзіме белгілі барлық мүдделер қақтығысын мәлімдедім.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <source>I work for the organiser</source>
        <translation>Мен ұйымдастырушының қызметкерімін</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <location filename="../../ui/office/register/marks.py"/>
        <source>IIN</source>
        <translation>ЖСН</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>IIN: the table had lost its leading zeros; they were put back (the check digit fits)</source>
        <translation>ЖСН: кестеде басындағы нөлдер жоғалған; олар қайта қойылды (бақылау цифры сәйкес)</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/beside.py"/>
        <source>IIN: {iin}</source>
        <translation>ЖСН: {iin}</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Id</source>
        <translation>Белгісі</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>If a person&apos;s key or passphrase is lost, this key still opens the central file, and every packet and score sheet made after it entered the commission. It belongs to nobody, signs nothing and has no vote.</source>
        <translation>Біреудің кілті немесе құпиясөз тіркесі жоғалса, бұл кілт комиссия құрамына енгізілгеннен кейін жасалған әрбір пакет пен бағалау парағын, сондай-ақ орталық файлды аша алады. Ол ешкімнің жеке кілті емес, ештеңеге қол қоймайды және дауыс бермейді.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>If a winner&apos;s contract fails</source>
        <translation>Жеңімпазбен шарт жасалмаса</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>If all marks come that are awaited, totals can be compared. Marks each: {sizes}.</source>
        <translation>Күтілетін барлық бағалар келсе, жалпы баллдарды салыстыруға болады. Әр өтінімдегі бағалар: {sizes}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>If there is a conflict, {name} leaves the commission for all applications: no mark of this member counts, and no vote on anything. The marks stay sealed. {point}</source>
        <translation>Қақтығыс болса, {name} барлық өтінім бойынша комиссиядан шығады: оның бірде-бір балы есептелмейді, ешбір мәселеде дауысы болмайды. Балдар жабық күйінде қалады. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>If there is a conflict, {name} sits {code} out: no mark and no vote there, everything else stays. The marks stay sealed. {point}</source>
        <translation>Қақтығыс болса, {name} {code} өтініміне қатыспайды: ол бойынша балы да, дауысы да болмайды, қалғаны өзгермейді. Балдар жабық күйінде қалады. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>If there is a conflict, {name} takes no part in {code}. {point}</source>
        <translation>Қақтығыс болса, {name} {code} өтініміне қатыспайды. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>If your organisation keeps the central file on a PostgreSQL server, write its address here.</source>
        <translation>Ұйымыңыз орталық файлды PostgreSQL серверінде сақтаса, оның мекенжайын осында жазыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>In correction</source>
        <translation>Түзетілуде</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>In files</source>
        <translation>Файлдарда</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>In the Sitting of this laptop</source>
        <translation>Осы ноутбуктің «Отырыс» бөлімінде</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>In the place of {codes} nobody can be named: it is no winner who left, or its grant is given already.</source>
        <translation>{codes} орнына ешкімді атауға болмайды: ол шыққан жеңімпаз емес немесе оның гранты берілген.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>In the room</source>
        <translation>Залда</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>In the room: {here} of {of}. Needed: {needed}. NO QUORUM.</source>
        <translation>Залда: {here} / {of}. Қажеті: {needed}. КВОРУМ ЖОҚ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>In the room: {here} of {of}. Needed: {needed}. There is a quorum.</source>
        <translation>Залда: {here} / {of}. Қажеті: {needed}. Кворум бар.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>In the table</source>
        <translation>Кестеде</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>In the total</source>
        <translation>Жалпы баллда</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>In the trial</source>
        <translation>Сынақта</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk_packets.py"/>
        <source>In this contest you are not a member of the commission, so there is nothing for you to score; the packet was not opened here. The chair and the secretary open it in the place “Sitting”.</source>
        <translation>Бұл конкурста сіз комиссия мүшесі емессіз, сондықтан бағалайтын ештеңе жоқ; пакет бұл жерде ашылмады. Төраға мен хатшы оны «Отырыс» бөлімінде ашады.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>In work</source>
        <translation>Жұмыста</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <source>In your own words and without telephone numbers or addresses: it goes out with the packet.</source>
        <translation>Өз сөзіңізбен, телефон нөмірі мен мекенжайсыз жазыңыз: ол пакетпен бірге жіберіледі.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>In your own words, without telephone numbers or IIN: a refusal carries it.</source>
        <translation>Өз сөзіңізбен, телефон нөмірлері мен ЖСН-сіз: өтінім қабылданбаса, осы себеп жазылады.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Informing the public</source>
        <translation>Жұртшылықты хабардар ету</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Instead of the own category</source>
        <translation>Өз санатының орнына</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Intake</source>
        <translation>Өтінімдерді қабылдау</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Intake and technical selection</source>
        <translation>Қабылдау және техникалық іріктеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Interval</source>
        <translation>Аралық</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Intraclass correlation (2,1): absolute agreement, a single member</source>
        <translation>Сыныпішілік корреляция (2,1): абсолютті келісім, бір мүше</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>Invent another contest.</source>
        <translation>Басқа конкурс ойлап шығару.</translation>
    </message>
    <message>
        <location filename="../../models/sample/day.py"/>
        <source>Inventing applications with their attachments: {n}</source>
        <translation>Қосымшаларымен бірге ойдан шығарылатын өтінімдер: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>It changes what was decided or recorded; the reason is kept in the history.</source>
        <translation>Бұл шешілгенді немесе тіркелгенді өзгертеді; себебі тарихта сақталады.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>It continues the sitting of protocol № {number} without a change</source>
        <translation>Ол № {number} хаттаманың отырысын өзгеріссіз жалғастырады</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sync.py"/>
        <source>It continues the sitting of protocol № {number}.</source>
        <translation>Ол № {number} хаттаманың отырысын жалғастырады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>It continues the sitting of this result: ranking and winners stand, the acts are added to its chain. It records who left and names who is next in line, with a number, date and attendance of its own.</source>
        <translation>Ол осы нәтиженің отырысын жалғастырады: рейтинг пен жеңімпаздар күшінде қалады, әрекеттер тізбекке қосылады. Онда кім шыққаны тіркеліп, кезекте тұрған өтінім аталады; нөмірі, күні және қатысушылары бөлек болады.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>It contradicts the packet it names: criteria, commission or applications differ.</source>
        <translation>Ол өзі атаған пакетке қайшы: өлшемшарттар, комиссия немесе өтінімдер басқа.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>It differs from the paper…</source>
        <translation>Қағаздан өзгеше…</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>It fits several people: {names}. Write the IIN or the id.</source>
        <translation>Бірнеше адамға сәйкес келеді: {names}. ЖСН-ін немесе сәйкестендіргішін жазыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>It is a duplicate</source>
        <translation>Бұл – қайталану</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>It is a duplicate…</source>
        <translation>Бұл – қайталану…</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>It is as on the paper</source>
        <translation>Қағаздағыдай</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>It is no card, packet, sheet, result, protocol or key list.</source>
        <translation>Бұл карточка да, пакет те, бағалау парағы да, нәтиже де, хаттама да, кілттер тізімі де емес.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>It is not a duplicate</source>
        <translation>Бұл қайталану емес</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>It is open only where the winners are named anew; a vote on it takes their naming back.</source>
        <translation>Бұл мәселе жеңімпаздар қайта аталатын болса ғана ашық; ол бойынша дауыс беру олардың аталуын жояды.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <location filename="../../desktop/cli/sync.py"/>
        <source>It is stored.</source>
        <translation>Сақталды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>It is the same</source>
        <translation>Бірдей</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>It stands in the protocol word for word.</source>
        <translation>Хаттамаға сөзбе-сөз енеді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>It was decided about somebody who is another person now (the name or the IIN changed). Decide anew.</source>
        <translation>Шешім қазір басқа адам болып шыққан біреу туралы қабылданған (аты-жөні немесе ЖСН өзгерген). Қайта шешіңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <source>It was decided before, but there is more evidence now, or a further application. Decide anew.</source>
        <translation>Бұрын шешілген, бірақ қазір дәлел көбейді немесе тағы бір өтінім қосылды. Қайта шешіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>It was made from a packet that this central file did not build.</source>
        <translation>Ол осы орталық файлдан жасалмаған пакетке негізделген.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>It was made from packet revision {n}, but the newest is {newest}.</source>
        <translation>Ол пакеттің {n}-редакциясы бойынша жасалған, ал соңғысы – {newest}.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>It was set with {theirs}, this program has {ours}: the bytes can&apos;t be compared here.</source>
        <translation>Файл {theirs} арқылы жасалған, бұл бағдарламада {ours}: байттарын мұнда салыстыру мүмкін емес.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Item {n}</source>
        <translation>{n}-мәселе</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Item {n} has stopped</source>
        <translation>{n}-мәселе тоқтатылды</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Item {n} stopped because the quorum was lost. Open it again when the members are back.</source>
        <translation>Кворум жоғалғандықтан {n}-мәселе тоқтатылды. Мүшелер қайтып келгенде оны қайта ашыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/reading_back.py"/>
        <source>Kazakh and Russian do not say the same figures: “{kk}” – “{ru}”</source>
        <translation>Қазақша және орысша мәтіндердің сандары бірдей емес: «{kk}» – «{ru}»</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>Kazakh and Russian letters (қ/к, ұ/у …)</source>
        <translation>қазақ және орыс әріптері (қ/к, ұ/у …)</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>Keep as a draft</source>
        <translation>Жоба ретінде сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Keep as further data (for counting and ties)</source>
        <translation>Қосымша дерек ретінде сақтау (есептеу мен тең балл үшін)</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Keeping what was typed</source>
        <translation>Енгізілгені сақталуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>Kept for the next papers.</source>
        <translation>Келесі қағаздар үшін сақталады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Key</source>
        <translation>Кілті</translation>
    </message>
    <message>
        <location filename="../../ui/shell/header.py"/>
        <source>Key without a card</source>
        <translation>Кілт бар, карточка жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Keys: figures give points, Delete takes them back, ↓ ↑ criterion, Enter reason, Ctrl+Enter next unscored</source>
        <translation>Пернелер: сандар – балл, Delete – алып тастау, ↓ ↑ – өлшемшарт, Enter – негіздеме, Ctrl+Enter – келесі бағаланбаған</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>Kind</source>
        <translation>Түрі</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Kind and note</source>
        <translation>Түрі және ескертпе</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Kind and reason</source>
        <translation>Түрі мен себебі</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Kind of conflict</source>
        <translation>Қақтығыс түрі</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/paper_kinds.py"/>
        <source>Kinds of papers, as the list names them.</source>
        <translation>Тізімде аталған құжат түрлері.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Krippendorff&apos;s alpha of the sums</source>
        <translation>Қосындылардың Криппендорф альфасы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Krippendorff&apos;s alpha, {criterion}</source>
        <translation>Криппендорф альфасы, {criterion}</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Language</source>
        <translation>Тілі</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Larger</source>
        <translation>Үлкейту</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Last day of mending, inclusive</source>
        <translation>Түзетудің соңғы күні (қоса алғанда)</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Later</source>
        <translation>Кейін</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Later list</source>
        <translation>Кейінгі тізім</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>Lay sheets together and show who is missing, what clashes, and the ranking so far.</source>
        <translation>Парақтарды біріктіріп, кімнің парағы жоғын, алшақтықтарды және қазіргі рейтингті көрсету.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Leave before it</source>
        <translation>Алдында шығады</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/duplicates.py"/>
        <source>Leave out pairs that are weaker.</source>
        <translation>Бұдан әлсіз жұптарды көрсетпеу.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Leave the date to be written by hand</source>
        <translation>Күнін қолмен жазуға қалдыру</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Leave the room: {names}</source>
        <translation>Залдан шығады: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Leave this column out</source>
        <translation>Бұл бағанды алмау</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>Leaves</source>
        <translation>Шықты</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>Left empty, it gets a line to be written on by hand.</source>
        <translation>Бос қалса, қолмен жазуға сызық қойылады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Left for grants: {sum} KZT.</source>
        <translation>Гранттарға қалғаны: {sum} теңге.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Left for you to look at, because they have flags: {n}. Admitted: {codes}</source>
        <translation>Ескертуі болғандықтан өзіңіз қарайтындары: {n}. Конкурсқа жіберілетіндері: {codes}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Left the room because of a conflict of interest: {name}.</source>
        <translation>Мүдделер қақтығысына байланысты залдан шықты: {name}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Left the room: {name}.</source>
        <translation>Залдан шықты: {name}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Legal basis</source>
        <translation>Құқықтық негіз</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Length</source>
        <translation>Ұзақтығы</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Length of the intake</source>
        <translation>Қабылдау ұзақтығы</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/application_view.py"/>
        <source>Length of the project, months</source>
        <translation>Жобаның мерзімі, ай</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Length, months</source>
        <translation>Ұзақтығы, ай</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Let the holder of a card open a central file no more; never your own key.</source>
        <translation>Карточка иесінің орталық файлды ашу рұқсатын кері алу; өз кілтіңізден алуға болмайды.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Let the holder of a card open a central file too.</source>
        <translation>Карточка иесіне де орталық файлды ашуға рұқсат беру.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>Letter to look at</source>
        <translation>Қаралатын хат</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Letters are numbered after it: 12/1, 12/2 …</source>
        <translation>Хаттар соған сай нөмірленеді: 12/1, 12/2 …</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>Lines of the paper sheet</source>
        <translation>Қағаз парақтың жолдары</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>List</source>
        <translation>Тізім</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/screening.py"/>
        <source>List the applications of a contest with the flags of the technical selection.</source>
        <translation>Байқаудың өтінімдерін техникалық іріктеу ескертулерімен тізіп көрсету.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>List the papers that a result and a central file give, and for whom each is.</source>
        <translation>Нәтиже мен орталық файл беретін құжаттардың тізімі: әрқайсысы кімге арналған.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>List: mean</source>
        <translation>Тізім: орташа</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>List: members leave</source>
        <translation>Тізім: мүшелер шығады</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Lists</source>
        <translation>Тізімдер</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Look at it…</source>
        <translation>Қарау…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Look everything over once more. Handing in signs the sheet with your key and closes it.</source>
        <translation>Барлығын тағы бір рет қарап шығыңыз. Тапсырған кезде парақ сіздің кілтіңізбен қол қойылып, жабылады.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Look first</source>
        <translation>Алдымен қарау</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Look in:</source>
        <translation>Қалта:</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Looking what the packet would say</source>
        <translation>Пакеттің мазмұны қаралуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <location filename="../../ui/office/central/new.py"/>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Lot</source>
        <translation>Лот</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Lot № {draw} ({territory}): numbers {numbers}; seed {seed}; order {order}; places left: {places}.</source>
        <translation>№ {draw} жеребе ({territory}): айтылған сандар: {numbers}; бастапқы мән: {seed}; реті: {order}; қалған орындар: {places}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>Made on</source>
        <translation>Құрылған күні</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Make a contest from a profile; the central file is made where there is none.</source>
        <translation>Профиль бойынша конкурс құру; орталық файл жоқ болса, ол да құрылады.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Make a key under a passphrase. An existing file is never replaced.</source>
        <translation>Құпиясөз тіркесімен қорғалған кілт жасау. Бар файл ешқашан ауыстырылмайды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Make a new central file</source>
        <translation>Жаңа орталық файл құру</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Make a new central file…</source>
        <translation>Жаңа орталық файл құру…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Make a recovery key</source>
        <translation>Қалпына келтіру кілтін жасау</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Make a recovery key…</source>
        <translation>Қалпына келтіру кілтін жасау…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Make and show keys and cards.</source>
        <translation>Кілттер мен карточкаларды жасау және көрсету.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/recovery.py"/>
        <source>Make another</source>
        <translation>Басқасын жасау</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>Make my card…</source>
        <translation>Карточкамды жасау…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>Make my key…</source>
        <translation>Кілтімді жасау…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Make the card</source>
        <translation>Карточка жасау</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Make the contest</source>
        <translation>Конкурс құру</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>Make the first one: it takes its rules from a profile.</source>
        <translation>Алғашқысын құрыңыз: ол ережелерін профильден алады.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Make the key</source>
        <translation>Кілт жасау</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Make the report</source>
        <translation>Есеп жасау</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Make your card</source>
        <translation>Карточкаңызды жасаңыз</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Make your key</source>
        <translation>Кілтіңізді жасаңыз</translation>
    </message>
    <message>
        <location filename="../../models/sample/day.py"/>
        <source>Making keys and cards: {n}</source>
        <translation>Кілттер мен карточкалар жасалады: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/session.py"/>
        <source>Making the card</source>
        <translation>Карточка жасалуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <source>Making the central file</source>
        <translation>Орталық файл құрылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Making the contest</source>
        <translation>Конкурс құрылуда</translation>
    </message>
    <message>
        <location filename="../../ui/shell/session.py"/>
        <source>Making the key</source>
        <translation>Кілт жасалуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/recovery.py"/>
        <source>Making the recovery key</source>
        <translation>Қалпына келтіру кілті жасалуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Making the report</source>
        <translation>Есеп жасалуда</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Mark</source>
        <translation>Баға</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Mark changed: {name}, {application}, {criterion}: {old} → {new}.</source>
        <translation>Баға өзгертілді: {name}, {application}, {criterion}: {old} → {new}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Marked</source>
        <translation>Бағалаған</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>Marked in both: {n} of {of}</source>
        <translation>Екеуінде де белгіленген: {n} / {of}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Marks</source>
        <translation>Баға</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Marks and reasons</source>
        <translation>Бағалар мен негіздемелер</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Marks and reasons…</source>
        <translation>Бағалар мен негіздемелер…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Marks are awaited from</source>
        <translation>Бағалар күтіледі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Marks are still expected from: {names}.</source>
        <translation>Балдары әлі күтілетін мүшелер: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Marks behind each total</source>
        <translation>Әр балдағы баға саны</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Marks taken out of</source>
        <translation>Балдары шығарылады</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Matrix of marks (XLSX)…</source>
        <translation>Бағалар кестесі (XLSX)…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>May come back now</source>
        <translation>Енді қайтып келе алады</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>May not pay for (flag)</source>
        <translation>Қаражатты жұмсауға болмайды (ескерту)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Mean</source>
        <translation>Орташа</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Member</source>
        <translation>Мүше</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>Member cards</source>
        <translation>Мүшелердің карточкалары</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/office/words.py"/>
        <source>Member of the commission</source>
        <translation>Комиссия мүшесі</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Member {member}, revision {n}</source>
        <translation>Мүше: {member}; {n}-редакция</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Member {member}, revision {n}, packet {packet}</source>
        <translation>Мүше: {member}; {n}-редакция; пакет: {packet}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>Member: {member}; revision {n}; handed in {at:%Y-%m-%d %H:%M} UTC</source>
        <translation>Мүше: {member}; {n}-редакция; тапсырылған уақыты {at:%Y-%m-%d %H:%M} UTC</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>Member: {member}; revision {n}; handed in {at}</source>
        <translation>Мүше: {member}; {n}-редакция; тапсырылған уақыты {at}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Members</source>
        <translation>Мүшелер</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Members and the protocol see the reason. It is for: {what}</source>
        <translation>Себепті мүшелер көреді және ол хаттамаға енеді. Неге қатысты: {what}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Members of the commission</source>
        <translation>Комиссия мүшелері</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Members score by these words. Once approved they are frozen: packet, sheets, result and protocol name their hash.</source>
        <translation>Мүшелер осы мәтін бойынша балл қояды. Бекітілген соң ол өзгермейді: пакетте, парақтарда, нәтижеде және хаттамада оның хеші көрсетіледі.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Members take part remotely, so the protocol will say: in person and by video.</source>
        <translation>Қашықтан қатысып отырған мүшелер бар, сондықтан хаттамада «аралас: бетпе-бет және бейнеконференция байланысы арқылы» деп жазылады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Members who are absent and have not handed all marks in</source>
        <translation>Қатыспайтын және барлық бағасын тапсырмаған мүшелер</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Members who come and have not handed all marks in</source>
        <translation>Қатысатын, бірақ барлық бағасын тапсырмаған мүшелер</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Members whose marks are there</source>
        <translation>Бағалары бар мүшелер</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Members with a conflict of interest, or out of the commission</source>
        <translation>Мүдделер қақтығысы бар немесе комиссия құрамынан шыққан мүшелер</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>Members, chair and secretary are enrolled by their cards first; then take it in again.</source>
        <translation>Мүшелер, төраға және хатшы алдымен карточкасы бойынша енгізіледі; содан кейін кестені қайта алыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/list.py"/>
        <source>Mend until</source>
        <translation>Түзету мерзімі</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Mending of defects</source>
        <translation>Кемшіліктерді түзету</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening.py"/>
        <source>Mending, and only mending, has a last day that is still to come; nothing was decided about {code}.</source>
        <translation>Әлі келмеген соңғы күн тек түзетуге қайтарғанда және сонда міндетті түрде көрсетіледі; {code} бойынша шешім қабылданбады.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/header.py"/>
        <source>Menu</source>
        <translation>Мәзір</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Minutes</source>
        <translation>Отырыс барысы</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Minutes of the sitting for publishing</source>
        <translation>Отырыс барысының жазбасы, жариялауға</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Minutes of the sitting, act by act with votes by name</source>
        <translation>Отырыс барысының жазбасы: әр әрекет, атаулы дауыстар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Missing</source>
        <translation>Жетіспейді</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>Mixed, they would need: {n}.</source>
        <translation>Аралас қаралса, қажет болар еді: {n}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>More are named than grants are free. By the rules savings make further winners only where the operator consents: write in the reason who consented, when and by which document.</source>
        <translation>Бос гранттардан көп жеңімпаз аталды. Ереже бойынша үнемделген қаражатқа қосымша жеңімпаздар тек оператордың келісімімен аталады: негіздемеде кім, қашан және қандай құжатпен келіскенін жазыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>More winners are replaced than named. Choose whose grant each one gets.</source>
        <translation>Ауыстырылатын жеңімпаздар аталғандардан көп. Әрқайсысы кімнің грантын алатынын таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Must leave now</source>
        <translation>Қазір шығуы тиіс</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>My key</source>
        <translation>Менің кілтім</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>M{n}</source>
        <translation>М{n}</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/shell/language.py"/>
        <source>Name</source>
        <translation>Атауы</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/beside.py"/>
        <source>Name and birth date: {name}, {date}</source>
        <translation>Аты-жөні мен туған күні: {name}, {date}</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Name and number, for example: letter No. 5</source>
        <translation>Атауы мен нөмірі, мысалы: № 5 хат</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Name of the trial</source>
        <translation>Сынақтың атауы</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Name of who signs</source>
        <translation>Қол қоюшының аты-жөні</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Name the application by its code.</source>
        <translation>Өтінімді кодымен атаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening.py"/>
        <source>Name the document of the withdrawal and who gave it, for example “letter No. 5”; nothing was decided.</source>
        <translation>Кері қайтарып алу құжатын және оны кім бергенін жазыңыз, мысалы: «№ 5 хат»; ештеңе шешілмеді.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>Name the members who leave exactly where the way is that members leave the pool.</source>
        <translation>Шығатын мүшелер «мүше барлық өтінімнен шығады» тәсілі таңдалғанда ғана және сонда міндетті түрде көрсетіледі.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Name the winners anew…</source>
        <translation>Жеңімпаздарды қайта айқындау…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Name the winners: {territory}</source>
        <translation>Жеңімпаздарды айқындау: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Name the winners…</source>
        <translation>Жеңімпаздарды айқындау…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Name who is next: {territory}</source>
        <translation>Кезекте тұрған өтінімді атау: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Name who is next…</source>
        <translation>Кезектегіні атау…</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Name, IIN, code, telephone or words of the title</source>
        <translation>Аты-жөні, ЖСН, код, телефон немесе атаудың сөздері</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>Name, in Kazakh</source>
        <translation>Атауы, қазақша</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>Name, in Russian</source>
        <translation>Атауы, орысша</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Name: {name}</source>
        <translation>Аты-жөні: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Named as winners already, but not above the line without the marks: {codes}.</source>
        <translation>Жеңімпаз деп аталып қойған, бірақ бұл балдарсыз өту шегінен жоғары емес: {codes}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>Named: {n}; grants that nobody has in “{territory}”: {free}. Name fewer.</source>
        <translation>Аталғаны: {n}; «{territory}» аумағындағы бос гранттар: {free}. Азырақ атаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Names of applicants</source>
        <translation>Өтініш берушілердің аты-жөні</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Needed</source>
        <translation>Қажеті</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <location filename="../../ui/office/central/page.py"/>
        <source>New contest…</source>
        <translation>Жаңа конкурс…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>New folder</source>
        <translation>Жаңа қалта</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>New points</source>
        <translation>Жаңа балл</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sync.py"/>
        <source>New: {new}. Changed: {changed}. Already there: {present}. Does not fit: {unfit}.</source>
        <translation>Жаңа: {new}. Өзгерген: {changed}. Бұрыннан бар: {present}. Сәйкес келмейді: {unfit}.</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>New: {new}. Changed: {changed}. Unchanged: {unchanged}. Refused: {refused}. Files left aside: {aside}.</source>
        <translation>Жаңа: {new}. Өзгерген: {changed}. Өзгермеген: {unchanged}. Қабылданбаған: {refused}. Алынбаған файлдар: {aside}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>New: {role}</source>
        <translation>Жаңа: {role}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Next</source>
        <translation>Келесі</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Next in line</source>
        <translation>Кезекте тұрғандар</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Next in line became winners ({territory}): {awards}.</source>
        <translation>Кезекте тұрғандар жеңімпаз деп танылды ({territory}): {awards}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Next in line became winners ({territory}): {awards}; in place of {codes}.</source>
        <translation>Кезекте тұрған өтінімдер жеңімпаз деп танылды ({territory}): {awards}; орнына: {codes}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Next in line: {codes}.</source>
        <translation>Кезекте: {codes}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Next item</source>
        <translation>Келесі мәселе</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Next page</source>
        <translation>Келесі бет</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>Next passage</source>
        <translation>Келесі үзінді</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Next unscored</source>
        <translation>Келесі бағаланбаған</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Next: item {n}</source>
        <translation>Келесі: {n}-мәселе</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>No application in this territory</source>
        <translation>Бұл аумақта өтінім жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/list.py"/>
        <source>No applications yet</source>
        <translation>Әзірге өтінім жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>No attachments</source>
        <translation>Қосымша жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/desk/reading.py"/>
        <source>No attachments for members</source>
        <translation>Комиссия мүшелеріне арналған қосымша жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <source>No case stands here</source>
        <translation>Мұнда ешбір жағдай жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <source>No central file is open; nothing was done. Open one or make a new one.</source>
        <translation>Орталық файл ашылмаған; ештеңе жасалған жоқ. Бірін ашыңыз немесе жаңасын құрыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>No chair is elected.</source>
        <translation>Төраға сайланған жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>No change of marks within the scale would change the result.</source>
        <translation>Шкала шегіндегі балдардың ешқандай өзгерісі нәтижені өзгертпес еді.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>No change of up to {n} points in total changes the result; larger changes were not all looked at.</source>
        <translation>Жалпы {n} балға дейінгі ешқандай өзгеріс нәтижені өзгертпейді; одан үлкен өзгерістердің бәрі қаралған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/words.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>No conflict</source>
        <translation>Қақтығыс жоқ</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>No conflict of interest: {name}, {application}.</source>
        <translation>Мүдделер қақтығысы жоқ: {name}, {application}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>No conflict with any application</source>
        <translation>Бірде-бір өтінім бойынша қақтығыс жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <source>No contest is chosen; nothing was done. Open a central file and choose a contest.</source>
        <translation>Конкурс таңдалмаған; ештеңе жасалған жоқ. Орталық файлды ашып, конкурсты таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>No contest yet</source>
        <translation>Әзірге конкурс жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>No contract came about</source>
        <translation>Шарт жасалмады</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>No date can be counted yet</source>
        <translation>Әзірге ешбір күнді есептеуге болмайды</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>No difference is shown</source>
        <translation>Айырмашылық көрсетілмеген</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>No file was brought yet</source>
        <translation>Әзірге файл әкелінген жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/flags.py"/>
        <source>No flags</source>
        <translation>Ескерту жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>No further line waits for you.</source>
        <translation>Сізді күтіп тұрған жол қалмады.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>No item is open. An item whose quorum was lost has stopped by itself.</source>
        <translation>Ашық мәселе жоқ. Кворумы жоғалған мәселе өздігінен тоқтайды.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/header.py"/>
        <source>No key yet</source>
        <translation>Кілт әлі жоқ</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>No longer a winner or in line: {application}, {how}, {on}.</source>
        <translation>Енді жеңімпаз емес әрі кезекте тұрған жоқ: {application}, {how}, {on}.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>No moment lies ahead: the clocks agree</source>
        <translation>Ешбір уақыт алда тұрған жоқ: сағаттар сәйкес</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices.py"/>
        <source>No notice of this contest tells that; choose another letter to look at.</source>
        <translation>Бұл конкурста мұндай хабарлама жоқ; қарау үшін басқа хатты таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>No other packet of this contest has the same revision number</source>
        <translation>Осы конкурстың басқа пакетінде дәл сондай редакция нөмірі жоқ</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>No other winners that the rules allow are better in the rules&apos; order</source>
        <translation>Ережелер жол беретін басқа жеңімпаздардың ешқайсысы ережелердің ретімен жоғары емес</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>No packet can be built yet. This is missing:
{lacks}</source>
        <translation>Пакет жасауға әлі болмайды. Жетіспейтіні:
{lacks}</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>No packet can be built yet; nothing was changed. This is missing:</source>
        <translation>Пакетті әзірге жасауға болмайды; ештеңе өзгертілмеді. Жетіспейді:</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>No packet on this computer yet</source>
        <translation>Бұл компьютерде әлі пакет жоқ</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>No packet with this id was built from this central file; nothing was changed.</source>
        <translation>Бұл орталық файлдан мұндай нөмірлі пакет жасалмаған; ештеңе өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>No packet yet</source>
        <translation>Пакет әлі жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>No pair stands here</source>
        <translation>Мұнда бірде-бір жұп жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>No papers</source>
        <translation>Құжат жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>No passage is marked: compare the two yourself.</source>
        <translation>Белгіленген үзінді жоқ: екеуін өзіңіз салыстырыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>No quorum once the recused are out of the room</source>
        <translation>Мүдделер қақтығысы барлар залдан шыққанда кворум болмайды</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/notices.py"/>
        <source>No result of this contest is stored yet, so there is nothing to tell the applicants. Store it first.</source>
        <translation>Бұл конкурстың нәтижесі әлі сақталмаған, сондықтан өтініш берушілерге хабарлайтын ештеңе жоқ. Алдымен нәтижені сақтаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/reckoning.py"/>
        <source>No result of this contest is stored yet; there are no marks to save.</source>
        <translation>Бұл конкурстың нәтижесі әлі сақталмаған; сақтайтын баға жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>No result was taken yet</source>
        <translation>Әзірге нәтиже қабылданған жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_table.py"/>
        <source>No row fits the filter</source>
        <translation>Сүзгіге сай жол жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/flags.py"/>
        <source>No rule of the contest seems to be broken. People still decide.</source>
        <translation>Конкурс ережелерінің бұзылғаны байқалмайды. Шешімді бәрібір адам қабылдайды.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>No sheet, and none is needed: {names}.</source>
        <translation>Парақ жоқ және қажет емес: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>No sheets clash</source>
        <translation>Парақтарда алшақтық жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>No sitting is open; nothing was done. Open the packet of the contest first.</source>
        <translation>Отырыс ашылмаған; ештеңе жасалған жоқ. Алдымен конкурс пакетін ашыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>No version is approved yet.</source>
        <translation>Әзірге бірде-бір нұсқа бекітілген жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>No vote here (absent or conflict of interest): {names}.</source>
        <translation>Дауысы жоқ (қатыспайды немесе мүдделер қақтығысы): {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>No winner yet</source>
        <translation>Әзірге жеңімпаз жоқ</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>No.</source>
        <translation>№</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>No. {number} of {day}</source>
        <translation>{day} күнгі № {number}</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>Nobody but you can open this central file.</source>
        <translation>Бұл орталық файлды сізден басқа ешкім аша алмайды.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/encryption.py"/>
        <source>Nobody could open this file: no key is known for its readers. Take their cards first.</source>
        <translation>Бұл файлды ешкім аша алмас еді: оны оқитындардың кілті белгісіз. Алдымен олардың карточкаларын қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Nobody declared a conflict of interest</source>
        <translation>Ешкім мүдделер қақтығысын мәлімдеген жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>Nobody is asked about this case again, unless new evidence comes in.</source>
        <translation>Жаңа дәлел шықпаса, бұл жағдай туралы ешкімнен қайта сұралмайды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <source>Nobody is asked about this pair again, on any laptop, in any later revision of the packet. A conflict that the person declares all the same works at once.</source>
        <translation>Бұл жұп туралы енді бірде-бір ноутбукта, пакеттің кейінгі бірде-бір редакциясында сұралмайды. Адам сонда да қақтығыс мәлімдесе, ол бірден күшіне енеді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Nobody is enrolled yet</source>
        <translation>Құрамға әзірге ешкім енгізілмеген</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Nobody is known yet</source>
        <translation>Әзірге ешкім белгісіз</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>Nobody is named. Choose who follows.</source>
        <translation>Ешкім аталмаған. Кезектен кім алатынын таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Nobody is next in line</source>
        <translation>Кезекте ешкім жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Nobody is proposed as chair: only the secretary could open the score sheets. Change a member.</source>
        <translation>Төрағалыққа ешкім ұсынылмаған: бағалау парақтарын тек хатшы аша алады. Бір мүшенің мәліметін өзгертіңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>Nobody is refused by this. You refuse the duplicate in the screening, where this reason is proposed to you; until then it stays in the list of duplicates to refuse.</source>
        <translation>Бұл шешіммен өтінім әлі қабылданбады деп саналмайды. Қайталанған өтінімді техникалық іріктеу бетінде қабылдамайсыз, онда осы себеп ұсынылады; оған дейін ол қабылданбайтындар тізімінде тұрады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Nobody is ticked yet.</source>
        <translation>Әзірге ешкім белгіленген жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>Nobody takes the central file away from their own key: somebody has to be left. Nothing was changed.</source>
        <translation>Ешкім өз кілтінің рұқсатын кері ала алмайды: файлды ашатын біреу қалуы тиіс. Ештеңе өзгерген жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>Nobody votes on a conflict of their own. Take this vote out.</source>
        <translation>Өз мүдделер қақтығысы бойынша ешкім дауыс бермейді. Бұл дауысты алып тастаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Nobody was named next in line at this sitting, so there is no such decision to write.</source>
        <translation>Бұл отырыста кезекте тұрғандардан ешкім жеңімпаз деп танылған жоқ, сондықтан мұндай шешім жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>Nobody was recused</source>
        <translation>Ешкім шеттетілген жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Nobody who could follow is in line.</source>
        <translation>Кезекте жеңімпаз деп танылуы мүмкін ешкім жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>Nobody with the id “{id}” is enrolled; no key was taken.</source>
        <translation>«{id}» белгісімен ешкім енгізілмеген; кілт қабылданбады.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>Nobody&apos;s attendance is recorded yet. Record it first.</source>
        <translation>Қатысу әлі тіркелген жоқ. Алдымен оны тіркеңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Not a duplicate…</source>
        <translation>Қайталану емес…</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>Not a person: the key in the safe that opens everything if others are lost</source>
        <translation>Адам емес: басқалары жоғалса, бәрін ашатын сейфтегі кілт</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/asking.py"/>
        <source>Not all score sheets are handed in and complete: {names}. Take them in first, or record how the ranking goes on without them.</source>
        <translation>Бағалау парақтарының барлығы тапсырылып, толтырылған жоқ: {names}. Алдымен оларды қабылдаңыз немесе рейтинг оларсыз қалай жасалатынын тіркеңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Not approved yet: no packet can be built. Read the words, then fill in the approval.</source>
        <translation>Әлі бекітілген жоқ: пакет жасауға болмайды. Мәтінін оқып, бекіту мәліметтерін толтырыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Not decided yet</source>
        <translation>Әлі белгіленген жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Not declared</source>
        <translation>Мәлімделмеген</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Not declared yet</source>
        <translation>Әлі мәлімделмеген</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Not declared: {n}</source>
        <translation>Мәлімделмеген: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Not known before it is decided about: {names}.</source>
        <translation>Мына мүшелер бойынша шешім шыққанға дейін белгісіз: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Not known before the marks of: {names}.</source>
        <translation>Мына мүшелердің бағасы келгенше белгісіз: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Not opened yet.</source>
        <translation>Отырыс әлі ашылған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Not opened: {names}. Tandau opens packets, score sheets, results, cards and tables.</source>
        <translation>Ашылмады: {names}. Бағдарлама пакеттерді, бағалау парақтарын, нәтижелерді, карточкалар мен кестелерді ашады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Not possible here: the numbers of marks would stay unequal, or nothing would be left to rank.</source>
        <translation>Мұнда мүмкін емес: бағалар саны тең болмайды немесе рейтингке ештеңе қалмайды.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Not ranked yet, so not looked at: {names}.</source>
        <translation>Рейтингі әлі жоқ, сондықтан қаралмады: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Not ranked: too few marks</source>
        <translation>Рейтингке енбейді: баға аз</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>Not saved</source>
        <translation>Сақталмады</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/desk/words.py"/>
        <source>Not scored</source>
        <translation>Бағаланбаған</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Not scored: {n}</source>
        <translation>Бағаланбаған: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Not stored yet</source>
        <translation>Әлі сақталмаған</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/words.py"/>
        <source>Not sure</source>
        <translation>Сенімді емеспін</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Not sure about one application</source>
        <translation>Бір өтінім бойынша сенімді емес</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <location filename="../../ui/office/register/contract.py"/>
        <source>Note</source>
        <translation>Ескертпе</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Nothing can be recorded afterwards. The chair then signs the result.</source>
        <translation>Содан кейін ештеңе тіркелмейді. Нәтижеге төраға қол қояды.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/building.py"/>
        <source>Nothing changed since revision {n} of the packet; no new one was built. Copy the one you have.</source>
        <translation>Пакеттің {n}-редакциясынан бері ештеңе өзгерген жоқ; жаңасы жасалмады. Қолыңыздағысын көшіріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Nothing changed since revision {n}: it is the one in force.</source>
        <translation>{n}-редакциядан бері ештеңе өзгерген жоқ: қолданыстағысы – сол.</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Nothing changed yet</source>
        <translation>Әзірге өзгеріс жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/table.py"/>
        <source>Nothing changes: everything is stored already, or refused. Rows refused: {n}.</source>
        <translation>Ештеңе өзгермейді: бәрі сақталған немесе қабылданбаған. Қабылданбаған жолдар: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Nothing changes: everything is stored already.</source>
        <translation>Ештеңе өзгермейді: бәрі бұрыннан сақталған.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Nothing here is recorded or kept: it becomes real only by the commission&apos;s vote and the chair&apos;s act.</source>
        <translation>Мұнда ештеңе тіркелмейді және сақталмайды: шешім тек комиссияның дауыс беруімен және төрағаның әрекетімен күшіне енеді.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_table.py"/>
        <source>Nothing here yet</source>
        <translation>Мұнда әзірге ештеңе жоқ</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Nothing in the lists connects the two.</source>
        <translation>Тізімдерде бұл екеуін байланыстыратын ештеңе жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Nothing is changed yet.</source>
        <translation>Әзірге ештеңе өзгерген жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>Nothing is different</source>
        <translation>Айырмашылық жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Nothing is found</source>
        <translation>Ештеңе табылмады</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Nothing is left to give. Choose a row to record who left.</source>
        <translation>Бос орын қалған жоқ. Кімнің шыққанын жазу үшін жолды таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Nothing is open any more</source>
        <translation>Шешілмеген мәселе қалмады</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Nothing is open any more. Close the sitting; nothing can be changed then.</source>
        <translation>Шешілмеген мәселе қалмады. Отырысты жабыңыз; содан кейін ештеңе өзгертілмейді.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Nothing is recorded: take the member&apos;s next sheet on the page of the sheets.</source>
        <translation>Ештеңе тіркелмейді: мүшенің келесі парағын парақтар бетінде қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/pairs.py"/>
        <source>Nothing is stored of this person, or the reason is missing; nothing was changed.</source>
        <translation>Бұл адам туралы ештеңе сақталмаған немесе себебі көрсетілмеген; ештеңе өзгертілген жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Nothing is tried yet</source>
        <translation>Әзірге ештеңе сыналған жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>Nothing is typed yet. Print the sheet for the member, or type in the one that came back.</source>
        <translation>Әзірге ештеңе енгізілмеген. Мүшеге парақты басып шығарыңыз немесе толтырылып келгенін енгізіңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>Nothing is written here.</source>
        <translation>Мұнда ештеңе жазылмаған.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>Nothing new: this computer holds as much of this sheet, or more.</source>
        <translation>Жаңа ештеңе жоқ: бұл компьютерде парақтың осыншасы немесе одан да көбі бар.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Nothing of this sheet is typed yet; it was not handed in.</source>
        <translation>Бұл парақтан әлі ештеңе енгізілмеген; ол тапсырылған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Nothing to compare</source>
        <translation>Салыстыратын ештеңе жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Nothing to hand in</source>
        <translation>Тапсыратын ештеңе жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Nothing to show yet</source>
        <translation>Әзірге көрсететін ештеңе жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Nothing was recorded yet</source>
        <translation>Әзірге ештеңе тіркелген жоқ</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <location filename="../../desktop/cli/sync.py"/>
        <source>Nothing was stored.</source>
        <translation>Ештеңе сақталған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Nothing works without</source>
        <translation>Бұларсыз болмайды</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Notice (kk)</source>
        <translation>Хабарлама (қаз.)</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Notice (ru)</source>
        <translation>Хабарлама (орыс.)</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Notice of the result, one for each applicant</source>
        <translation>Нәтиже туралы хабарлама, әр өтініш берушіге жеке</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Notices to all applicants</source>
        <translation>Барлық өтініш берушілерге хабарлама</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Notices to all applicants…</source>
        <translation>Барлық өтініш берушіге хабарлама…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Now</source>
        <translation>Қазір</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Number</source>
        <translation>Нөмірі</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Number in line</source>
        <translation>Кезектегі нөмірі</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Number in the register</source>
        <translation>Тіркеу журналындағы нөмірі</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Number of marks</source>
        <translation>Баға саны</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Number of the document</source>
        <translation>Құжаттың нөмірі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Number of the protocol</source>
        <translation>Хаттама нөмірі</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>OK</source>
        <translation>Жарайды</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Odd one out</source>
        <translation>Ерекше баға</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Of these, {sum} KZT are kept for the grants that nobody has in other territories ({n}).</source>
        <translation>Оның ішінде {sum} ₸ басқа аумақтарда ешкім алмаған гранттарға қалдырылған (саны: {n}).</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>Of what</source>
        <translation>Ненің қайталануы</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Of {n} people here only these two have this surname (“{a}”, “{b}”), and surnames of its kind seldom repeat in this contest: relatives, for example uncle and nephew, perhaps.</source>
        <translation>Мұндағы {n} адамның ішінде «{a}», «{b}» тегі осы екеуінде ғана кездеседі, ал мұндай тектер бұл конкурста сирек қайталанады: туыс болуы мүмкін, мысалы, әкесінің ағасы немесе інісі.</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <location filename="../../ui/shell/places.py"/>
        <source>Office</source>
        <translation>Кеңсе</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>On a stick or in a folder</source>
        <translation>USB-тасымалдағышта немесе қалтада</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>On the line</source>
        <translation>Шекте</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>On what ground are the personal data destroyed?</source>
        <translation>Дербес деректер қандай негізде жойылады?</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>On your desk</source>
        <translation>Үстеліңізде</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>One key can&apos;t belong to several people: {names}.</source>
        <translation>Бір кілт бірнеше адамға тиесілі бола алмайды: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>One member handed in two sheets that follow the same one and differ. Nothing picks the newer one.</source>
        <translation>Бір мүше бір-бірінен өзгеше екі парақ тапсырды. Бағдарлама жаңасын өзі таңдамайды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>One party a line: the customer, the operator</source>
        <translation>Әр жолда бір тарап: тапсырыс беруші, оператор</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>One person or one project twice, shared suppliers and quotes, earlier winners: each with its reason. You decide; nobody is refused without the screening.</source>
        <translation>Бір адам немесе бір жоба екі рет, ортақ жеткізушілер мен баға ұсыныстары, бұрынғы жеңімпаздар: әрқайсысы себебімен. Шешімді сіз қабылдайсыз; өтінім тек техникалық іріктеуде қабылданбауы мүмкін.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>Only play; open no window.</source>
        <translation>Тек өткізу; терезе ашпау.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>Only report; store nothing.</source>
        <translation>Тек есеп беру; ештеңе сақтамау.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sync.py"/>
        <source>Only show the plan; store nothing.</source>
        <translation>Тек жоспарды көрсету; ештеңе сақтамау.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Only the chair and the secretary may see what the result hangs on.</source>
        <translation>Нәтиженің неге байланысты екенін тек төраға мен хатшы көре алады.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/asking.py"/>
        <source>Only the chair and the secretary may see what the result hangs on. Nothing was computed.</source>
        <translation>Нәтиженің неге байланысты екенін тек төраға мен хатшы көре алады. Ештеңе есептелген жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Only the first {n} are shown. Look for a name, an IIN, a code or words to see the others.</source>
        <translation>Алғашқы {n} жазба ғана көрсетілген. Қалғандарын көру үшін атын, ЖСН-ін, кодын немесе сөздерін іздеңіз.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Only the surname is the same (“{a}”, “{b}”). It is common here ({holders} of {n} people): weak alone.</source>
        <translation>Тек тегі бірдей («{a}», «{b}»). Ол мұнда жиі кездеседі ({n} адамның {holders}): жалғыз өзі әлсіз белгі.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Only the surname is the same (“{a}”, “{b}”). It is rare here ({holders} of {n} people): relatives, perhaps.</source>
        <translation>Тек тегі бірдей («{a}», «{b}»). Ол мұнда сирек кездеседі ({n} адамның {holders}): туыс болуы мүмкін.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>Only this application; may be repeated.</source>
        <translation>Тек осы өтінім; қайталауға болады.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/screening.py"/>
        <source>Only those that are undecided and have a flag.</source>
        <translation>Тек шешілмеген, ескертуі бар өтінімдер.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>Only {name}, who began, types this sheet; nothing was changed.</source>
        <translation>Бұл парақты тек оны бастаған адам – {name} – енгізеді; ештеңе өзгерген жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/agreement.py"/>
        <source>Only {n} applications can be compared; with fewer than {least} nothing can be said.</source>
        <translation>Салыстыруға болатын өтінімдер: {n}; {least} өтінімнен аз болса, ештеңе айтуға болмайды.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Open</source>
        <translation>Ашу</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Open a central file</source>
        <translation>Орталық файлды ашу</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Open a central file…</source>
        <translation>Орталық файлды ашу…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Open a file</source>
        <translation>Файл ашу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Open a packet first</source>
        <translation>Алдымен пакетті ашыңыз</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>Open a sheet and show what it says; with --packet its signature is checked too.</source>
        <translation>Парақты ашып, мазмұнын көрсету; --packet берілсе, қолы да тексеріледі.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Open it with the key and check every entry.</source>
        <translation>Кілтпен ашып, әрбір жазбасын тексеру.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Open questions</source>
        <translation>Шешілмеген мәселелер</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Open questions: {n}</source>
        <translation>Шешілмеген мәселелер: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Open the central file of the last time</source>
        <translation>Соңғы рет ашылған орталық файлды ашу</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Open the chosen packet</source>
        <translation>Таңдалған пакетті ашу</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Open the folder</source>
        <translation>Қалтаны ашу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Open the next item</source>
        <translation>Келесі мәселені ашу</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <source>Open the packet, declare conflicts of interest, read and score the applications, hand in the score sheet.</source>
        <translation>Пакетті ашу, мүдделер қақтығысын мәлімдеу, өтінімдерді оқып бағалау, бағалау парағын тапсыру.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Open the sitting</source>
        <translation>Отырысты ашу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Open the sitting, record who is there, elect the chair. Everything is kept for the protocol.</source>
        <translation>Отырысты ашыңыз, қатысушыларды тіркеңіз, төрағаны сайлаңыз. Барлығы хаттама үшін сақталады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Open this item</source>
        <translation>Осы мәселені ашу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Open: item {n}</source>
        <translation>Ашық: {n}-мәселе</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>Open: {name}</source>
        <translation>Ашық тұр: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <source>Opening the central file</source>
        <translation>Орталық файл ашылуда</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <location filename="../../ui/sitting/place.py"/>
        <source>Opening the packet</source>
        <translation>Пакет ашылуда</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Opening the result</source>
        <translation>Нәтиже ашылуда</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Opening the sitting</source>
        <translation>Отырыс ашылуда</translation>
    </message>
    <message>
        <location filename="../../ui/shell/session.py"/>
        <source>Opening your workspace</source>
        <translation>Жұмыс қалтаңыз ашылуда</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>Opening “{name}”</source>
        <translation>«{name}» ашылуда</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Opening, quorum, chair</source>
        <translation>Ашу, кворум, төраға</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Operator</source>
        <translation>Оператор</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Operator, in Kazakh</source>
        <translation>Оператор, қазақша</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Operator, in Russian</source>
        <translation>Оператор, орысша</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Order of the groups</source>
        <translation>Топтардың реті</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <location filename="../../ui/office/commission/form.py"/>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <location filename="../../ui/shell/ask.py"/>
        <source>Organisation</source>
        <translation>Ұйымы</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Organisation.</source>
        <translation>Ұйымы.</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/beside.py"/>
        <source>Organisation: {organisation}</source>
        <translation>Ұйым: {organisation}</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Organiser</source>
        <translation>Ұйымдастырушы</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Organiser, in Kazakh</source>
        <translation>Ұйымдастырушы, қазақша</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Organiser, in Russian</source>
        <translation>Ұйымдастырушы, орысша</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Other files…</source>
        <translation>Басқа файлдар…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Out of the commission for the whole pool</source>
        <translation>Барлық өтінім бойынша комиссия құрамынан шыққандар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Out of the room</source>
        <translation>Залдан тыс</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Out of the room: {names}</source>
        <translation>Залдан тыс: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>PDF documents</source>
        <translation>PDF құжаттары</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Packet</source>
        <translation>Пакет</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Packet (its fingerprint)</source>
        <translation>Пакет (оның таңбасы)</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Packet revision {n}: {id}</source>
        <translation>Пакет, {n}-редакция: {id}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>Packet: {id}</source>
        <translation>Пакет: {id}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Packets</source>
        <translation>Пакеттер</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Packets are sealed to your key. Unlock it to see the packets of this computer.</source>
        <translation>Пакеттер сіздің кілтіңіз үшін мөрленген. Осы компьютердегі пакеттерді көру үшін кілтті ашыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Packets on this computer</source>
        <translation>Осы компьютердегі пакеттер</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Packets: one contest to score, sealed to its commission.</source>
        <translation>Пакеттер: комиссиясы үшін мөрленген, бағаланатын бір конкурс.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/parity.py"/>
        <location filename="../../models/protocol/reading_back.py"/>
        <source>Page {n} lacks its fingerprint or its number</source>
        <translation>{n}-бетте таңба немесе бет нөмірі жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Page {n} of {of}</source>
        <translation>{n}-бет, барлығы {of}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>Pairs found: {n}. To look at first: {look}.</source>
        <translation>Табылған жұптар: {n}. Алдымен қаралатындар: {look}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Panels won</source>
        <translation>Жеңген құрамдар</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Paper</source>
        <translation>Құжат</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Paper sheets</source>
        <translation>Қағаз парақтар</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Paper sheets carry the codes of a packet: build it first.</source>
        <translation>Қағаз парақта пакеттің кодтары болады: алдымен пакетті жасаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Paper sheets…</source>
        <translation>Қағаз парақтар…</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/office/register/page.py"/>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Papers</source>
        <translation>Құжаттар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Papers are written once the result is signed. Until then each can be looked at as a draft.</source>
        <translation>Құжаттар нәтижеге қол қойылғаннан кейін жазылады. Оған дейін әрқайсысын жоба ретінде қарауға болады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Papers written into “{folder}”: {n}</source>
        <translation>«{folder}» қалтасына жазылған құжаттар саны: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Parent Directory</source>
        <translation>Жоғарғы қалта</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Part in the contest</source>
        <translation>Конкурстағы рөлі</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/desk/words.py"/>
        <source>Partly</source>
        <translation>Ішінара</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Partners</source>
        <translation>Серіктестер</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Passphrase</source>
        <translation>Құпиясөз тіркесі</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>Passphrase: </source>
        <translation>Құпиясөз тіркесі: </translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>People covered</source>
        <translation>Қамтылатын адамдар саны</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>People of the commission</source>
        <translation>Комиссиядағы адамдар</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>People searched for</source>
        <translation>Ізделетін адамдар</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/table.py"/>
        <source>People to store: {n}. Rows refused: {refused}. Nothing is stored yet.</source>
        <translation>Сақталатын адамдар: {n}. Қабылданбаған жолдар: {refused}. Әзірге ештеңе сақталған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>People who touch the contest</source>
        <translation>Конкурсқа қатысы бар адамдар</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Period</source>
        <translation>Мерзімі</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Person</source>
        <translation>Адам</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/form.py"/>
        <source>Person of the commission</source>
        <translation>Комиссиядағы адам</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Personal data</source>
        <translation>Дербес деректер</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>Personal documents never go into a packet; no packet was built.</source>
        <translation>Жеке құжаттар пакетке ешқашан енгізілмейді; пакет жасалмады.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/reading.py"/>
        <source>Personal papers (identity card, certificates) stay with the organiser&apos;s staff, who have checked them.</source>
        <translation>Жеке құжаттар (жеке куәлік, анықтамалар) оларды тексерген ұйымдастырушы қызметкерлерінде қалады.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Phone</source>
        <translation>Телефоны</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Place</source>
        <translation>Орны</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Place of the sitting</source>
        <translation>Отырыс өтетін орын</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>Place where it is written</source>
        <translation>Қағаз жасалған жер</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Place · total (number of marks)</source>
        <translation>Орны · жалпы балл (баға саны)</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>Places are left free because the votes on a tie decided nothing. Write the reason, for the protocol.</source>
        <translation>Тең балды өтінімдер бойынша дауыс беру шешім бермегендіктен орындар бос қалады. Хаттама үшін себебін жазыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>Places left at this tie: {places}. Open the tie again.</source>
        <translation>Осы тең балдар бойынша қалған орын: {places}. Дауыс беруді қайта ашыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/lot_dialog.py"/>
        <source>Places left: {places}. Applications: {codes}. {point}</source>
        <translation>Қалған орын: {places}. Өтінімдер: {codes}. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>Places left: {places}. Each member present ticks at most as many. Most votes win. {point}</source>
        <translation>Қалған орын: {places}. Қатысып отырған әр мүше одан көп белгілемейді. Көп дауыс алғандар өтеді. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Plan</source>
        <translation>Жоспар</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/application_view.py"/>
        <source>Plan table</source>
        <translation>Жоспар кестесі</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>Play the sample contest with five members, leave every file of the day in a folder, and open the window.</source>
        <translation>Бес мүшесі бар үлгі конкурсты өткізіп көрсету: күннің барлық файлын қалтада қалдырып, терезені ашу.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Points</source>
        <translation>Балл</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Points by member and criterion</source>
        <translation>Мүшелер мен өлшемшарттар бойынша балдар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Points more (milder) or less (stricter) than the panel&apos;s mean</source>
        <translation>Құрамның орташасынан артық (жұмсақ) не кем (қатал) балл</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>Points still missing: {codes}</source>
        <translation>Балы қойылмаған: {codes}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Points without a reason</source>
        <translation>Негіздемесіз балл</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Points without a reason (marked with *): {n}</source>
        <translation>Негіздемесіз балдар (* белгісімен): {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Points: {mark}</source>
        <translation>Балл: {mark}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <location filename="../../ui/office/commission/form.py"/>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/shell/ask.py"/>
        <source>Position</source>
        <translation>Лауазымы</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Position and name, or the body</source>
        <translation>Лауазымы мен аты-жөні немесе орган</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Position of who signs</source>
        <translation>Қол қоюшының лауазымы</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Position.</source>
        <translation>Лауазымы.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Preparing the paper</source>
        <translation>Құжат дайындалуда</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Preparing the protocol</source>
        <translation>Хаттама дайындалуда</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Preparing “{name}” for the screen</source>
        <translation>«{name}» экранға дайындалуда</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Press “Compute”. For thousands of applications it takes minutes.</source>
        <translation>«Есептеу» түймесін басыңыз. Мыңдаған өтінім үшін бұл бірнеше минут алады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Preview of the protocol</source>
        <translation>Хаттаманы алдын ала қарау</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Previous</source>
        <translation>Алдыңғысы</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Previous page</source>
        <translation>Алдыңғы бет</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>Previous passage</source>
        <translation>Алдыңғы үзінді</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Print the sheet…</source>
        <translation>Парақты басып шығару…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/app.py"/>
        <source>Print the version.</source>
        <translation>Нұсқасын көрсету.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Prize places that nobody has: {n}.</source>
        <translation>Бөлінбеген жүлделі орындар: {n}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>Probable but not declared: {undeclared}; declared but nothing supports it: {unsupported}; declared and found: {agreed}; decided: {decided}.</source>
        <translation>Ықтимал, бірақ мәлімделмеген: {undeclared}; мәлімделген, бірақ ештеңе растамайды: {unsupported}; мәлімделген әрі табылған: {agreed}; шешілген: {decided}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Probable, but not declared</source>
        <translation>Ықтимал, бірақ мәлімделмеген</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Problems found</source>
        <translation>Табылған қателер</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <location filename="../../ui/office/central/new.py"/>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Profile</source>
        <translation>Профиль</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Profile from a file</source>
        <translation>Файлдағы профиль</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Profile from a file…</source>
        <translation>Файлдағы профиль…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Profile: {profile}; lot: {lot}</source>
        <translation>Профиль: {profile}; лот: {lot}</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Project</source>
        <translation>Жоба</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/hand_in.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/desk/words.py"/>
        <source>Project title</source>
        <translation>Жобаның атауы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Proposed by the ranking: {n}; grants: {grants}. Nobody has won yet.</source>
        <translation>Рейтинг бойынша ұсынылды: {n}; гранттар: {grants}. Әзірге ешкім жеңген жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Proposed by the ranking: {n}; prize places: {places}. Nobody has won yet.</source>
        <translation>Рейтинг ұсынғаны: {n}; жүлделі орындар: {places}. Әзірге ешкім жеңген жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/form.py"/>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Proposed chair</source>
        <translation>Ұсынылған төраға</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Protocol</source>
        <translation>Хаттама</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Protocol No. {number} of {day}</source>
        <translation>{day} № {number} хаттама</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Protocol and result</source>
        <translation>Хаттама және нәтиже</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Protocol of the selection…</source>
        <translation>Іріктеу хаттамасы…</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>Protocol of the technical selection</source>
        <translation>Техникалық іріктеу хаттамасы</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>Protocol of the technical selection for publishing</source>
        <translation>Техникалық іріктеу хаттамасы, жариялауға</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>Protocol № {number} is taken: an earlier sitting has it. Give another number.</source>
        <translation>№ {number} хаттама бос емес: ол бұрынғы отырыста қолданылған. Басқа нөмір беріңіз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Public key: {key}</source>
        <translation>Ашық кілт: {key}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Public: without personal details</source>
        <translation>Жариялауға: дербес деректерсіз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Put an application out…</source>
        <translation>Өтінімді рейтингтен шығару…</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/form.py"/>
        <source>Put into the list</source>
        <translation>Тізімге енгізу</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Put it aside</source>
        <translation>Кейінге қалдыру</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Put out: {application}</source>
        <translation>Рейтингтен шығару: {application}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Put out: {application}, {remark}.</source>
        <translation>Рейтингтен шығарылды: {application}, {remark}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Put to the vote and not carried: “{motion}”</source>
        <translation>Дауысқа қойылды, бірақ қабылданған жоқ: «{motion}»</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Questionnaire</source>
        <translation>Сауалнама</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Quorum</source>
        <translation>Кворум</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Quorum: no, nothing can be decided. In the room: {here}; needed: {needed}; out: {out}.</source>
        <translation>Кворум: жоқ, ештеңе шешуге болмайды. Залда: {here}; қажеті: {needed}; залдан тыс: {out}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Quorum: no. Members: {members}; taking part: {here}; needed: {needed}. {point}</source>
        <translation>Кворум жоқ. Мүшелер: {members}; қатысып отыр: {here}; қажеті: {needed}. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Quorum: yes. In the room: {here}; needed: {needed}; out: {out}.</source>
        <translation>Кворум: бар. Залда: {here}; қажеті: {needed}; залдан тыс: {out}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Quorum: yes. Members: {members}; taking part: {here}; needed: {needed}. {point}</source>
        <translation>Кворум бар. Мүшелер: {members}; қатысып отыр: {here}; қажеті: {needed}. {point}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>Quota “{name}”: winners at most {n}. Name fewer of this group.</source>
        <translation>«{name}» квотасы бойынша жеңімпаздар саны, ең көбі: {n}. Бұл топтан азырақ атаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Quota: {name}</source>
        <translation>Квота: {name}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/count.py"/>
        <source>Rank a table (application, member, criterion, points) by a profile&apos;s rule. An empty points cell is a missing mark.</source>
        <translation>Кестеден (application, member, criterion, points) профиль ережесі бойынша рейтинг құру. Бос points ұяшығы – қойылмаған баға.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>Rank by the mean of the valid marks</source>
        <translation>Рейтинг есепке алынған бағалардың орташа мәні бойынша құрылады</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Ranking</source>
        <translation>Рейтинг</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Ranking: {territory}</source>
        <translation>Рейтинг: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>Read again</source>
        <translation>Қайта оқу</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Read aloud: {figures}</source>
        <translation>Дауыстап оқылатын сандар: {figures}</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Read declarations from score sheets</source>
        <translation>Мәлімдемелерді бағалау парақтарынан оқу</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Read declarations…</source>
        <translation>Мәлімдемелерді оқу…</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Read the application</source>
        <translation>Өтінімді оқу</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>Read the passphrase from the first line of this file (else TANDAU_PASSPHRASE, else you are asked).</source>
        <translation>Құпиясөз тіркесін осы файлдың бірінші жолынан оқу (әйтпесе TANDAU_PASSPHRASE, әйтпесе өзіңізден сұралады).</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Read the table</source>
        <translation>Кестені оқу</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Read the words of the key aloud to its owner: only that proves whose card it is.</source>
        <translation>Кілттің сөздерін иесіне дауыстап оқып беріңіз: карточканың кімдікі екенін тек осы дәлелдейді.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Readers: {names}</source>
        <translation>Аша алатындар: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/work.py"/>
        <location filename="../../ui/office/screening/work.py"/>
        <source>Reading the application</source>
        <translation>Өтінім оқылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <location filename="../../ui/office/place.py"/>
        <source>Reading the central file</source>
        <translation>Орталық файл оқылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Reading the history</source>
        <translation>Тарих оқылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Reading the marks</source>
        <translation>Бағалар оқылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Reading the paper sheets</source>
        <translation>Қағаз парақтар оқылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Reading the profile</source>
        <translation>Профиль оқылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Reading the profiles</source>
        <translation>Профильдер оқылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Reading the register</source>
        <translation>Тізілім оқылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Reading the revision</source>
        <translation>Редакция оқылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <source>Reading the score sheets</source>
        <translation>Бағалау парақтарын оқу</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Reading the stored results</source>
        <translation>Сақталған нәтижелер оқылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Reading the table</source>
        <translation>Кесте оқылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Reading the typed sheet</source>
        <translation>Енгізілген парақ оқылуда</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>Reading your packets</source>
        <translation>Пакеттеріңіз оқылуда</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <location filename="../../ui/shell/ask.py"/>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Reason</source>
        <translation>Негіздеме</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Reason and cure</source>
        <translation>Себебі және не істеу керек</translation>
    </message>
    <message>
        <location filename="../../ui/desk/points.py"/>
        <source>Reason for {criterion}</source>
        <translation>Негіздеме: {criterion}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Reason of the correction</source>
        <translation>Түзету себебі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Reason of the member, for the protocol</source>
        <translation>Мүшенің негіздемесі – хаттама үшін</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>Reason on the paper</source>
        <translation>Қағаздағы негіздеме</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>Reason on the paper: {text}</source>
        <translation>Қағаздағы негіздеме: {text}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Reason, for the protocol</source>
        <translation>Негіздеме – хаттама үшін</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>Reason, for the record</source>
        <translation>Себебі, жазбаға</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Reason, where the order is not kept, leaves a choice or savings are given</source>
        <translation>Негіздеме: кезек тәртібі сақталмаса, таңдау қалса немесе үнемделген қаражат берілсе</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Reason, where the winners differ from the proposal</source>
        <translation>Жеңімпаздар ұсыныстан өзгеше болса – негіздеме</translation>
    </message>
    <message>
        <location filename="../../ui/desk/points.py"/>
        <source>Reason: why so many points</source>
        <translation>Негіздеме: неге осынша балл</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Reasons</source>
        <translation>Себептері</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Reasons from the flags</source>
        <translation>Ескертулерден алынған себептер</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Recent folders</source>
        <translation>Соңғы қалталар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Record</source>
        <translation>Тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Record another election</source>
        <translation>Қайта сайлауды тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <source>Record attendance, take the score sheets in, settle ties, name the winners, issue the protocol.</source>
        <translation>Қатысуды тіркеу, бағалау парақтарын қабылдау, тең балл мәселесін шешу, жеңімпаздарды айқындау, хаттаманы рәсімдеу.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Record for good</source>
        <translation>Біржола жазу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Record the attendance</source>
        <translation>Қатысуды тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Record the choice</source>
        <translation>Таңдауды тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/contract.py"/>
        <source>Record the contract</source>
        <translation>Шартты тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Record the decision</source>
        <translation>Шешімді тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Record the decision of the commission</source>
        <translation>Комиссия шешімін тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Record the election</source>
        <translation>Сайлауды тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Record the new mark</source>
        <translation>Жаңа бағаны тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Record the opinion</source>
        <translation>Пікірді тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Record the points</source>
        <translation>Балды тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Record the reason</source>
        <translation>Негіздемені жазу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>Record the vote</source>
        <translation>Дауыс беруді тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/dialog.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Record the vote without a decision</source>
        <translation>Шешім бермеген дауыс беруді тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Record this way</source>
        <translation>Осы тәсілді тіркеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Record who left…</source>
        <translation>Кім шыққанын тіркеу…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Recorded by</source>
        <translation>Тіркеген</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Recorded. Nobody is asked about this case again.</source>
        <translation>Жазылды. Бұл жағдай туралы ешкімнен қайта сұралмайды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Recorded. Nobody is asked about this pair again; it goes out with the next packet revision.</source>
        <translation>Жазылды. Бұл жұп туралы енді ешкімнен сұралмайды; шешім пакеттің келесі редакциясымен жіберіледі.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Recorded. Nobody is refused yet: refuse the duplicate in the screening.</source>
        <translation>Жазылды. Әзірге ештеңе өзгерген жоқ: қайталанған өтінімді техникалық іріктеу бетінде қабылдамаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Recorded. Nothing further in this list waits for a decision.</source>
        <translation>Тіркелді. Бұл тізімде шешім күткен өтінім қалмады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Recorded. Now name who is next in line.</source>
        <translation>Тіркелді. Енді кезекте тұрған өтінімді атаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Recording</source>
        <translation>Тіркелуде</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Recording the contract</source>
        <translation>Шарт тіркелуде</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <location filename="../../ui/office/duplicates/work.py"/>
        <location filename="../../ui/office/screening/work.py"/>
        <source>Recording the decision</source>
        <translation>Шешім тіркелуде</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <source>Recording the declaration</source>
        <translation>Мәлімдемені жазу</translation>
    </message>
    <message>
        <location filename="../../ui/office/words.py"/>
        <source>Recovery key</source>
        <translation>Қалпына келтіру кілті</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Recused</source>
        <translation>Өзін шеттеткен</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Refuse in the screening…</source>
        <translation>Іріктеуде қабылдамау…</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Refuse {code}</source>
        <translation>{code} өтінімін қабылдамау</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Refused because</source>
        <translation>Қабылданбау себебі</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Refused rows are not stored: correct them in the table and take it in again.</source>
        <translation>Қабылданбаған жолдар сақталмайды: оларды кестеде түзетіп, кестені қайта қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Refused, not stored: {n}. Correct these rows in the table and take it in again.</source>
        <translation>Қабылданбады, сақталған жоқ: {n}. Бұл жолдарды кестеде түзетіп, кестені қайта қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Refuse…</source>
        <translation>Қабылдамау…</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Register</source>
        <translation>Тізілім</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>Register of contracts</source>
        <translation>Шарттар тізілімі</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Register of grants</source>
        <translation>Гранттар тізілімі</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Registration</source>
        <translation>Тіркелуі</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/flags.py"/>
        <source>Regulation</source>
        <translation>Ереже</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Remark</source>
        <translation>Ескертпе</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Remark (kk)</source>
        <translation>Белгі (қаз.)</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Remark (ru)</source>
        <translation>Белгі (орыс.)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tied_dialog.py"/>
        <source>Remark for the protocol (not required)</source>
        <translation>Хаттамаға ескертпе (міндетті емес)</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Remark, or what does not fit</source>
        <translation>Ескертпе немесе не сәйкес емес</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Remark: {text}</source>
        <translation>Ескертпе: {text}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Remarks</source>
        <translation>Ескертпелер</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Remove</source>
        <translation>Алып тастау</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Removed</source>
        <translation>Алып тасталды</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Rename</source>
        <translation>Атын өзгерту</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Replaced</source>
        <translation>Ауыстырылған</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Republic of Kazakhstan</source>
        <translation>Қазақстан Республикасы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Resampled panels counted</source>
        <translation>Есептелген кездейсоқ құрамдар</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Result</source>
        <translation>Нәтиже</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Results appendix for publishing</source>
        <translation>Жариялауға арналған нәтижелер қосымшасы</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Results appendix: every mark and the arithmetic of every total</source>
        <translation>Нәтижелер қосымшасы: барлық балдар және әр жалпы балдың есебі</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Results: {results}; winners: {winners}</source>
        <translation>Нәтижелер: {results}; жеңімпаздар: {winners}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Retry</source>
        <translation>Қайталау</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/desk/hand_in.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Revision</source>
        <translation>Редакция</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Revision of the packet</source>
        <translation>Пакет редакциясы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Revision of the packet: {n}; on this laptop since {day}.</source>
        <translation>Пакет редакциясы: {n}; осы ноутбукке {day} алынған.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Revision {n} can be built once every change has its reason. Without a reason: {left}.</source>
        <translation>Әр өзгерістің себебі жазылған соң {n}-редакцияны жасауға болады. Себебі жазылмағаны: {left}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Revision {n} can be built.</source>
        <translation>{n}-редакцияны жасауға болады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Revision {n} of the packet is built: {name}. Give every member a copy.</source>
        <translation>Пакеттің {n}-редакциясы жасалды: {name}. Әр мүшеге көшірмесін беріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>Revision {n} of the sheet. The reason: {reason}</source>
        <translation>Парақтың {n}-редакциясы. Себебі: {reason}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Revision {n}, built {at:%Y-%m-%d %H:%M} UTC</source>
        <translation>{n}-редакция, жасалған уақыты {at:%Y-%m-%d %H:%M} UTC</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Revision: {n}</source>
        <translation>Редакция: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Revisions built</source>
        <translation>Жасалған редакциялар</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/form.py"/>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Role</source>
        <translation>Рөлі</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/table.py"/>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Row</source>
        <translation>Жол</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <source>Row in the first</source>
        <translation>Біріншідегі жол</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <source>Row in the second</source>
        <translation>Екіншідегі жол</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>Row {row}, {code}: {kind}</source>
        <translation>{row}-жол, {code}: {kind}</translation>
    </message>
    <message>
        <location filename="../../models/intake/parts.py"/>
        <source>Rows of plan or budget were left out: the table has no application {codes}.</source>
        <translation>Жоспардың немесе бюджеттің жолдары алынбады: кестеде мынадай өтінім жоқ: {codes}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/table.py"/>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Rows of the table</source>
        <translation>Кесте жолдары</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Rows taken for headings: {rows}.</source>
        <translation>Тақырып деп алынған жолдар: {rows}.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_table.py"/>
        <source>Rows: {n}</source>
        <translation>Жол саны: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Rule</source>
        <translation>Ереже</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Rules of the contest</source>
        <translation>Конкурс ережелері</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Rules of the profile</source>
        <translation>Профиль ережелері</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Rules, commission and applications are those of the packet that it names</source>
        <translation>Ережелер, комиссия және өтінімдер осы файлда аталған пакеттегідей</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Save</source>
        <translation>Сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <location filename="../../ui/office/search_page.py"/>
        <source>Save as a table</source>
        <translation>Кесте ретінде сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <location filename="../../ui/office/duplicates/page.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Save as a table…</source>
        <translation>Кесте ретінде сақтау…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Save it on a USB stick and keep the stick in the organiser&apos;s safe. Write the passphrase on paper and keep it in a sealed envelope in another place: together they open everything. Nobody can restore the passphrase.</source>
        <translation>Оны USB-тасымалдағышқа сақтап, тасымалдағышты ұйымдастырушының сейфінде ұстаңыз. Құпиясөз тіркесін қағазға жазып, мөрленген конвертте басқа жерде сақтаңыз: екеуі бірге барлығын ашады. Құпиясөз тіркесін ешкім қалпына келтіре алмайды.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/place.py"/>
        <source>Save my card</source>
        <translation>Карточкамды сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>Save my card…</source>
        <translation>Карточкамды сақтау…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Save the file again…</source>
        <translation>Файлды қайта сақтау…</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Save the marks</source>
        <translation>Бағаларды сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Save the marks…</source>
        <translation>Бағаларды сақтау…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Save the matrix of marks</source>
        <translation>Бағалар кестесін сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>Save the page to sign</source>
        <translation>Қол қоятын бетті сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>Save the page to sign (PDF)…</source>
        <translation>Қол қоятын бетті сақтау (PDF)…</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Save the register of grants</source>
        <translation>Гранттар тізілімін сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Save the register of grants…</source>
        <translation>Гранттар тізілімін сақтау…</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Save the register…</source>
        <translation>Тізілімді сақтау…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Save the result</source>
        <translation>Нәтижені сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Save the sheet again…</source>
        <translation>Парақты қайта сақтау…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>Saved</source>
        <translation>Сақталды</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Saving the marks</source>
        <translation>Бағалар сақталуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Saving the register</source>
        <translation>Тізілім сақталуда</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Saving your sheet</source>
        <translation>Парағыңыз сақталуда</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Savings make further winners only where the operator consents: the reason says when and by what.</source>
        <translation>Үнемделген қаражатқа қосымша жеңімпаздар тек оператордың келісімімен аталады: негіздемеде келісімнің күні мен құжаты жазылады.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Say for every applicant whether you have a conflict of interest. An application opens for reading only after “no conflict”. Fast: select all, choose “No conflict”, then mark the exceptions.</source>
        <translation>Әр өтініш беруші бойынша мүдделер қақтығысы бар-жоғын мәлімдеңіз. Өтінім «қақтығыс жоқ» деген мәлімдемеден кейін ғана оқуға ашылады. Жылдам тәсіл: барлығын белгілеп, «Қақтығыс жоқ» дегенді таңдаңыз, содан кейін ерекшеліктерді көрсетіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>Say what differs from the paper; the line was not sent back.</source>
        <translation>Қағаздан қандай айырмашылығы барын жазыңыз; жол қайтарылған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Say what the note is based on; packet and protocol carry it.</source>
        <translation>Белгінің негізін жазыңыз; ол пакетте және хаттамада көрсетіледі.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/central.py"/>
        <source>Say which contest is meant by --contest. There are:
{contests}</source>
        <translation>Қай конкурс екенін --contest арқылы көрсетіңіз. Бар конкурстар:
{contests}</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Say why; the history keeps the reason. Decisions stay, and the roster stays as it is.</source>
        <translation>Себебін айтыңыз; ол тарихта сақталады. Шешімдер қалады, тізім өзгермейді.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Scale: {low}–{high}</source>
        <translation>Шкала: {low}–{high}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Scenario</source>
        <translation>Жағдай</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Scenarios</source>
        <translation>Жағдайлар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Scenarios in which it is tied on the cut line</source>
        <translation>Өту шегінде тең болатын жағдайлар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Scenarios won</source>
        <translation>Жеңген жағдайлар</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Score</source>
        <translation>Бағалау</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Score every application alone, by the approved criteria. Open one with Enter or a double click; every keystroke is kept at once on this computer.</source>
        <translation>Әр өтінімді өз бетіңізше, бекітілген өлшемшарттар бойынша бағалаңыз. Өтінім Enter пернесімен немесе қос шертумен ашылады; әр енгізгеніңіз осы компьютерде бірден сақталады.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Score sheets</source>
        <translation>Бағалау парақтары</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/form.py"/>
        <source>Score sheets are sealed to the proposed chair too.</source>
        <translation>Бағалау парақтары ұсынылған төраға үшін де мөрленеді.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Score sheets by member</source>
        <translation>Мүшелердің бағалау парақтары</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Score sheets do not open with your key: they are sealed to the secretary and the proposed chair. Hold the sitting on the laptop of one of them: {names}. You can look here.</source>
        <translation>Бағалау парақтары сіздің кілтіңізбен ашылмайды: олар хатшы мен ұсынылған төраға үшін мөрленген. Отырысты солардың бірінің ноутбугінде өткізіңіз: {names}. Бұл жерде тек қарауға болады.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>Score sheets: one member&apos;s complete statement.</source>
        <translation>Бағалау парақтары: бір мүшенің толық мәлімдемесі.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/desk/words.py"/>
        <source>Scored</source>
        <translation>Бағаланды</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Scored: {n} of {of}</source>
        <translation>Бағаланды: {n} / {of}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Scored: {n} of {of}; closed for a conflict of interest: {closed}</source>
        <translation>Бағаланды: {n} / {of}; мүдделер қақтығысына байланысты жабық: {closed}</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>Scores and votes</source>
        <translation>Баға береді және дауыс береді</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Screening</source>
        <translation>Техникалық іріктеу</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Search</source>
        <translation>Іздеу</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Search again</source>
        <translation>Қайта іздеу</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Searched by</source>
        <translation>Іздеу белгілері</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <source>Searching for conflicts of interest</source>
        <translation>Мүдделер қақтығысын іздеу</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/work.py"/>
        <source>Searching for duplicates</source>
        <translation>Қайталануларды іздеу</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>Second application</source>
        <translation>Екінші өтінім</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Second statements</source>
        <translation>Екінші мәлімдемелер</translation>
    </message>
    <message>
        <location filename="../../ui/office/words.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Secretary</source>
        <translation>Хатшы</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Section</source>
        <translation>Бөлім</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Select All</source>
        <translation>Барлығын белгілеу</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Select all</source>
        <translation>Барлығын белгілеу</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/app.py"/>
        <source>Select the winners of a small-grant contest. Without a command the window opens.</source>
        <translation>Шағын гранттар конкурсының жеңімпаздарын таңдау. Пәрмен берілмесе, терезе ашылады.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Selected: {n}. Not declared yet: {left}.</source>
        <translation>Белгіленді: {n}. Әлі мәлімделмеген: {left}.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Selection of small grants</source>
        <translation>Шағын гранттар конкурсының жеңімпаздарын таңдау</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Send back…</source>
        <translation>Қайтару…</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Send {code} back for mending</source>
        <translation>{code} өтінімін түзетуге қайтару</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>Sent back: {note}</source>
        <translation>Қайтарылды: {note}</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Set the date</source>
        <translation>Күнді белгілеу</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Set the date of the organiser&apos;s contract above.</source>
        <translation>Жоғарыда ұйымдастырушы шартының күнін белгілеңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Set up an empty database</source>
        <translation>Бос дерекқорды дайындау</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <source>Set up the contest, enrol the commission, take applications in, screen them, build the packet, keep the results.</source>
        <translation>Конкурсты дайындау, комиссия құрамын енгізу, өтінімдерді қабылдау, техникалық іріктеу жүргізу, пакет жасау, нәтижелерді сақтау.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Setting the paper sheet</source>
        <translation>Қағаз парақ дайындалуда</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>Setting the protocol again gives the same file, byte by byte</source>
        <translation>Хаттаманы қайта жасағанда байтына дейін дәл сол файл шығады</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Settle a clash</source>
        <translation>Алшақтықты шешу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Settle the selected one…</source>
        <translation>Таңдалған алшақтықты шешу…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Settled on the page</source>
        <translation>Қай бетте шешіледі</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>Settled: {codes} refused or withdrawn.</source>
        <translation>Шешілген: {codes} – қабылданбаған немесе кері қайтарып алынған.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/contract.py"/>
        <source>Several are next in line for a grant that became free, and nothing tells them apart: the commission decides between them, and its decision is the reason.</source>
        <translation>Босаған грантқа кезекте бірнеше өтінім тең тұр, оларды ештеңе ажыратпайды: қайсысы алатынын комиссия шешеді, негіздеме – сол шешім.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Several contacts are shared under different surnames: spouses, perhaps.</source>
        <translation>Тектері әртүрлі, бірнеше байланысы ортақ: ерлі-зайыпты болуы мүмкін.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Severity</source>
        <translation>Қаталдығы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <source>Severity by member</source>
        <translation>Мүшелердің қаталдығы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Share of marks that are the best of the scale</source>
        <translation>Шкаланың ең жоғары балдарының үлесі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Share of the resampled panels under which it wins for certain</source>
        <translation>Анық жеңетін кездейсоқ құрамдардың үлесі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Sheet of {at}, revision {n}, fingerprint {sha}…</source>
        <translation>{at} тапсырылған парақ, {n}-редакция, таңбасы {sha}…</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Sheet with the applications</source>
        <translation>Өтінімдер орналасқан парақ</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Sheet with the plans: {plan}. Sheet with the budgets: {budget}. Not read: {others}.</source>
        <translation>Жоспарлар парағы: {plan}. Бюджеттер парағы: {budget}. Оқылмайды: {others}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Sheets taken: {new}; already there: {old}; refused: {refused}.</source>
        <translation>Қабылданған парақ: {new}; бұрыннан бар: {old}; қабылданбаған: {refused}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>Sheets taken: {n}</source>
        <translation>Қабылданған парақтар: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Sheets that appear on a USB stick or a share are then taken by themselves.</source>
        <translation>USB-тасымалдағышта не ортақ қалтада пайда болған парақтар өздігінен қабылданады.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Short description</source>
        <translation>Қысқаша сипаттамасы</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Show Details...</source>
        <translation>Толығырақ…</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_table.py"/>
        <source>Show all rows</source>
        <translation>Барлық жолды көрсету</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Show details</source>
        <translation>Толығырақ көрсету</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Show hidden files</source>
        <translation>Жасырын файлдарды көрсету</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Show how a contest stands: rules, dates, commission, applications, packets.</source>
        <translation>Конкурстың жай-күйін көрсету: ережелер, мерзімдер, комиссия, өтінімдер, пакеттер.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>Show the mirror lists of this central file instead.</source>
        <translation>Оның орнына осы орталық файлдың айна тізімдерін көрсету.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Show the public key of a card or key file, with the figures to read aloud.</source>
        <translation>Карточканың немесе кілт файлының ашық кілтін дауыстап оқылатын сандарымен көрсету.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/flags.py"/>
        <source>Show the rule</source>
        <translation>Ережені көрсету</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Show the sittings on this laptop</source>
        <translation>Осы ноутбуктегі отырыстарды көрсету</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/count.py"/>
        <source>Show the steps of every total.</source>
        <translation>Әрбір жалпы балдың есептеу қадамдарын көрсету.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/count.py"/>
        <source>Show the steps of this application; repeatable.</source>
        <translation>Осы өтінімнің есептеу қадамдарын көрсету; бірнеше рет беруге болады.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Show what is missing</source>
        <translation>Не жетіспейтінін көрсету</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Show whom a packet is for; with --inside and a key also the contest and its changes.</source>
        <translation>Пакеттің кімге арналғанын көрсету; --inside және кілтпен бірге конкурс пен оның өзгерістерін де көрсету.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Side by side</source>
        <translation>Қатар қою</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Sign and hand in…</source>
        <translation>Қол қойып тапсыру…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Sign the result…</source>
        <translation>Нәтижеге қол қою…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Signed</source>
        <translation>Қол қойылды</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Signed by the key {fingerprint}</source>
        <translation>Қол қойған кілт: {fingerprint}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Signed by the secretary</source>
        <translation>Қол қойған хатшы</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/contract.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Signed on</source>
        <translation>Қол қойылған күні</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Signed. Fingerprint of the data: {sha}. Now write the protocol.</source>
        <translation>Қол қойылды. Деректер таңбасы: {sha}. Енді хаттаманы жазыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Signing the result</source>
        <translation>Нәтижеге қол қойылуда</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Signing your sheet</source>
        <translation>Парағыңызға қол қойылуда</translation>
    </message>
    <message>
        <location filename="../../models/intake/unseen.py"/>
        <source>Signs that nobody sees (direction of writing, spaces of no width) were left out: {n}</source>
        <translation>Көзге көрінбейтін белгілер (жазу бағыты, ені жоқ бос орындар) алып тасталды: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <location filename="../../ui/sitting/place.py"/>
        <source>Sitting</source>
        <translation>Отырыс</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Sitting No. {number} of {day}: closed, not signed yet.</source>
        <translation>{day} күнгі № {number} отырыс: жабылды, нәтижеге әлі қол қойылған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Sitting No. {number} of {day}: closed, the result is signed.</source>
        <translation>{day} күнгі № {number} отырыс: жабылды, нәтижеге қол қойылды.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Sitting No. {number} of {day}: under way.</source>
        <translation>{day} күнгі № {number} отырыс: жүріп жатыр.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Sitting of the commission</source>
        <translation>Комиссия отырысы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Sittings on this laptop</source>
        <translation>Осы ноутбуктегі отырыстар</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>Sittings: sheets laid together.</source>
        <translation>Отырыстар: біріктірілген парақтар.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Size</source>
        <translation>Көлемі</translation>
    </message>
    <message>
        <location filename="../../ui/shell/welcome.py"/>
        <source>Size of text</source>
        <translation>Мәтін өлшемі</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <location filename="../../ui/shell/welcome.py"/>
        <source>Size of text: {n} %</source>
        <translation>Мәтін өлшемі: {n} %</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Smaller</source>
        <translation>Кішірейту</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Social problem</source>
        <translation>Әлеуметтік проблема</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Some points missing: {n}</source>
        <translation>Балдары толық емес: {n}</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>Somebody else changed the same data in “{name}” at this moment. Nothing of yours was changed; look at the new state and do it again.</source>
        <translation>Дәл осы сәтте «{name}» ішіндегі сол деректерді басқа біреу өзгертті. Сіздің өзгерістеріңіз енгізілмеді; жаңа күйін қарап, қайталаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Somebody leaves, or another key or role takes the place of the one before. The packet says why.</source>
        <translation>Біреу шығады немесе бұрынғысының орнына басқа кілт не рөл қойылады. Себебі пакетте жазылады.</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>Somebody leaves, or another key or role takes the place of the one before: that needs a reason. Nothing was changed.</source>
        <translation>Біреу шығады немесе бұрынғысының орнына басқа кілт не рөл қойылады: оның себебі керек. Ештеңе өзгерген жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>Somebody votes twice. Keep one vote for each member.</source>
        <translation>Біреу екі рет дауыс берген. Әр мүшенің бір ғана дауысын қалдырыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Something is missing in your sheet. Hand it in all the same?</source>
        <translation>Парағыңызда жетіспейтін нәрсе бар. Сонда да тапсырасыз ба?</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Source</source>
        <translation>Дереккөз</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Special opinion of {name}: {text}</source>
        <translation>{name}, ерекше пікір: {text}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Special opinions: {opinions}</source>
        <translation>Ерекше пікірлер: {opinions}</translation>
    </message>
    <message>
        <location filename="../../ui/office/words.py"/>
        <source>Staff</source>
        <translation>Қызметкер</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Standing</source>
        <translation>Нәтиже</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Stands now</source>
        <translation>Қазір</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/app.py"/>
        <source>Start everything without a window and print OK.</source>
        <translation>Барлығын терезесіз іске қосып, OK деп жазу.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/conflicts/table.py"/>
        <location filename="../../ui/office/intake/report.py"/>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <location filename="../../ui/office/register/contract.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>State</source>
        <translation>Күйі</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>State of the key</source>
        <translation>Кілттің күйі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>Statement</source>
        <translation>Мәлімдеме</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Statement of {name}: took no part in any application; conflict of interest in {codes}.</source>
        <translation>{name} мәлімдемесі: бірде-бір өтінім бойынша қатысқан жоқ; мүдделер қақтығысы: {codes}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Statement of {name}: took no part in {codes}.</source>
        <translation>{name} мәлімдемесі: {codes} бойынша қатысқан жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>Step {n}</source>
        <translation>{n}-қадам</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>Still equal at the cut</source>
        <translation>Өту шегінде де тең болса</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>Still in the room with a conflict of interest about this item: {names}. Record that they left, then vote.</source>
        <translation>Осы мәселе бойынша мүдделер қақтығысы бар мүшелер әлі залда: {names}. Олардың шыққанын тіркеп, содан кейін дауыс беріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Still missing for a packet:
{list}</source>
        <translation>Пакет үшін әлі жетпейді:
{list}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Still missing: {names}.</source>
        <translation>Әлі түспегені: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>Still missing: {what}. Nothing was recorded.</source>
        <translation>Жетіспейтіні: {what}. Ештеңе жазылған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Still open: {n}. Open a line to go where it is settled.</source>
        <translation>Шешілмегені: {n}. Шешілетін бетке өту үшін жолды ашыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Stop and close</source>
        <translation>Тоқтатып, жабу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Stop the item</source>
        <translation>Мәселені тоқтату</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Stop the item…</source>
        <translation>Мәселені тоқтату…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/strip.py"/>
        <source>Stop the work</source>
        <translation>Жұмысты тоқтату</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Stop watching</source>
        <translation>Бақылауды тоқтату</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Stopped: {title}. Nothing was changed. To go on, do the same again or open the page anew.</source>
        <translation>Тоқтатылды: {title}. Ештеңе өзгерген жоқ. Жалғастыру үшін осы әрекетті қайталаңыз немесе бетті қайта ашыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/strip.py"/>
        <source>Stopping…</source>
        <translation>Тоқтатылуда…</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Store</source>
        <translation>Сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Store the commission</source>
        <translation>Комиссия құрамын сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Store the result</source>
        <translation>Нәтижені сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Store what the report shows</source>
        <translation>Есепте көрсетілгенді сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Stored now</source>
        <translation>Қазір сақталғаны</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Stored results</source>
        <translation>Сақталған нәтижелер</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Stored results of this contest: {n}</source>
        <translation>Осы конкурстың сақталған нәтижелері: {n}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/selfcheck.py"/>
        <source>Stored sums that are not what their marks come to: {n}.</source>
        <translation>Бағаларынан шығатынға сәйкес келмейтін сақталған қосындылар: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Stored. New: {new}. Changed: {changed}.</source>
        <translation>Сақталды. Жаңа: {new}. Өзгерген: {changed}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Stored. The lists are searched anew.</source>
        <translation>Сақталды. Тізімдер қайта ізделуде.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Stored; people: {n}. The lists are searched anew.</source>
        <translation>Сақталды; адам саны: {n}. Тізімдер қайта ізделеді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Storing the applications</source>
        <translation>Өтінімдер сақталуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Storing the commission</source>
        <translation>Комиссия құрамы сақталуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <source>Storing the contacts</source>
        <translation>Байланыс деректері сақталуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Storing the contract date</source>
        <translation>Шарт күні сақталуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Storing the number</source>
        <translation>Сан сақталып жатыр</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <source>Storing the person</source>
        <translation>Адамды сақтау</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Storing the result</source>
        <translation>Нәтиже сақталуда</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <source>Strength</source>
        <translation>Күші</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>Strict and mild members moved to the mean and spread of the panel</source>
        <translation>Қатал және жұмсақ мүшелер құрамның орташасы мен шашырауына келтірілді</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>Strict and mild members moved to the mean of the panel</source>
        <translation>Қатал және жұмсақ мүшелер құрамның орташасына келтірілді</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Submitted</source>
        <translation>Берілген уақыты</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Sum</source>
        <translation>Қосындысы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/award_rows.py"/>
        <source>Sum awarded to {application}, KZT</source>
        <translation>{application} үшін берілетін сома, теңге</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Sum of points by member and application</source>
        <translation>Мүше мен өтінім бойынша балдар қосындысы</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/application_view.py"/>
        <source>Sum of the table</source>
        <translation>Кестенің жиыны</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <location filename="../../ui/office/register/contract.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Sum, KZT</source>
        <translation>Сомасы, теңге</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Suppose it</source>
        <translation>Болжап көру</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <location filename="../../ui/office/commission/form.py"/>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <location filename="../../ui/office/conflicts/table.py"/>
        <location filename="../../ui/shell/ask.py"/>
        <source>Surname, name, patronymic</source>
        <translation>Тегі, аты, әкесінің аты</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Sustainability</source>
        <translation>Тұрақтылығы</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>Table</source>
        <translation>Кесте</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>Tables</source>
        <translation>Кестелер</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/duplicates.py"/>
        <source>Tables of applications: XLSX, XLS or CSV.</source>
        <translation>Өтінімдер кестелері: XLSX, XLS немесе CSV.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Take a result</source>
        <translation>Нәтижені қабылдау</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Take a result…</source>
        <translation>Нәтижені қабылдау…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>Take a table of applications and its attachments into a central file: the report first, then stored.</source>
        <translation>Өтінімдер кестесі мен қосымшаларын орталық файлға қабылдау: алдымен есеп, сосын сақтау.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/list.py"/>
        <source>Take a table of applications in first: the step before.</source>
        <translation>Алдымен өтінімдер кестесін қабылдаңыз: алдыңғы қадам.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Take a typed sheet…</source>
        <translation>Енгізілген парақты алу…</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Take access away…</source>
        <translation>Рұқсатты кері алу…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Take all out</source>
        <translation>Барлығын алып тастау</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Take cards</source>
        <translation>Карточкаларды қабылдау</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Take cards…</source>
        <translation>Карточкаларды қабылдау…</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>Take it</source>
        <translation>Алу</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>Take it away</source>
        <translation>Рұқсатты кері алу</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Take out what is stored of {name}?</source>
        <translation>{name} туралы сақталғанды алып тастау керек пе?</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Take out…</source>
        <translation>Құрамнан шығару…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>Take the applicants&apos; addresses from this file.</source>
        <translation>Өтініш берушілердің мекенжайларын осы файлдан алу.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Take the applications in from a table and a folder. You see a report of every row first; nothing is stored until you say so, and doing it twice changes nothing.</source>
        <translation>Өтінімдерді кесте мен қалтадан қабылдаңыз. Алдымен әр жол бойынша есеп көрсетіледі; сіз растамайынша ештеңе сақталмайды, екінші рет қабылдау ештеңені өзгертпейді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Take the cards of the members, or add people first and take their cards later.</source>
        <translation>Мүшелердің карточкаларын қабылдаңыз немесе алдымен адамдарды қосып, карточкаларын кейін қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>Take the central file away from this key: {name}?</source>
        <translation>Мына кілттің орталық файлға рұқсатын кері алу керек пе: {name}?</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Take the criteria from a profile file</source>
        <translation>Өлшемшарттарды профиль файлынан алу</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Take the line</source>
        <translation>Жолды қабылдау</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Take them from a profile file…</source>
        <translation>Профиль файлынан алу…</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Taken out. The lists are searched anew.</source>
        <translation>Алып тасталды. Тізімдер қайта ізделуде.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Taken out: {names}.</source>
        <translation>Алынып тасталатын бағалар: {names}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>Taking a person out of the commission needs a reason; nothing was changed.</source>
        <translation>Адамды комиссия құрамынан шығару үшін себеп керек; ештеңе өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>Taking access away</source>
        <translation>Рұқсатты кері алу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Taking score sheets in</source>
        <translation>Бағалау парақтары қабылдануда</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <source>Taking the person out</source>
        <translation>Адамды алып тастау</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <location filename="../../ui/shell/dialogs.py"/>
        <location filename="../../ui/shell/main_window.py"/>
        <location filename="../../ui/sitting/dialog.py"/>
        <source>Tandau</source>
        <translation>Таңдау</translation>
    </message>
    <message>
        <location filename="../../ui/shell/dialogs.py"/>
        <source>Tandau has made a mistake. Your saved work is not touched. Copy this report and send it to the makers.</source>
        <translation>Бағдарламада қате шықты. Сақталған жұмысыңыз өзгерген жоқ. Осы есепті көшіріп алып, әзірлеушілерге жіберіңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/welcome.py"/>
        <source>Tandau helps a grant commission to select the winners of a contest: without the internet, in the open, and so that anyone can check it years later.</source>
        <translation>Бағдарлама грант комиссиясына конкурс жеңімпаздарын таңдауға көмектеседі: интернетсіз, ашық әрі жылдар өткен соң да кез келген адам тексере алатындай.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/lock.py"/>
        <source>Tandau is already open with this workspace. Use that window, or close it and try again.</source>
        <translation>«Таңдау» осы жұмыс қалтасымен қазірдің өзінде ашық тұр. Сол терезені пайдаланыңыз немесе оны жауып, қайталап көріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Target group</source>
        <translation>Нысаналы топ</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>Technical selection. Flagged: {flagged}. Refused: {refused}. Sent back for mending: {mending}.</source>
        <translation>Техникалық іріктеу. Ескертуі бары: {flagged}. Қабылданбағаны: {refused}. Түзетуге қайтарылғаны: {mending}.</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/beside.py"/>
        <source>Telephone: {phone}</source>
        <translation>Телефон: {phone}</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Telephones</source>
        <translation>Телефондары</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Term of signing</source>
        <translation>Қол қою мерзімі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Territories</source>
        <translation>Аумақтар</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../models/packet/changes.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/contest_page.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <source>Territory</source>
        <translation>Аумақ</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Territory (kk)</source>
        <translation>Аумағы (қаз.)</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Territory (ru)</source>
        <translation>Аумағы (орыс.)</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>Territory: the row names another region, {other}; this contest is for {own} only. It has to be set</source>
        <translation>Аумақ: жолда басқа өңір көрсетілген: {other}; бұл конкурс тек мына аумаққа арналған: {own}. Аумақты белгілеу қажет</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>Territory: “{value}” is none of this contest&apos;s; it has to be set</source>
        <translation>Аумақ: «{value}» осы конкурстың аумағы емес; оны белгілеу қажет</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>Territory: “{value}” was taken as {own}, the only territory of this contest</source>
        <translation>Аумақ: «{value}» осы конкурстың жалғыз аумағы ретінде қабылданды: {own}</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>That packet calls itself revision {n}, but revision {n} built here is another one: two packets with one number went round. Ask who made and signed the other.</source>
        <translation>Ол пакет өзін {n}-редакция деп атайды, бірақ мұнда жасалған {n}-редакция басқа: бір нөмірмен екі пакет таратылған. Екіншісін кім жасап, кім қол қойғанын анықтаңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>The .packet file to write.</source>
        <translation>Жазылатын пакет файлы (.packet).</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>The .packet file.</source>
        <translation>Пакет файлы (.packet).</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <location filename="../../desktop/cli/protocol.py"/>
        <location filename="../../desktop/cli/sitting.py"/>
        <location filename="../../desktop/cli/sync.py"/>
        <source>The .result file.</source>
        <translation>Нәтиже файлы (.result).</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>The .sheet file.</source>
        <translation>Бағалау парағының файлы (.sheet).</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>The .sheet files, in any order.</source>
        <translation>Бағалау парақтарының файлдары (.sheet), кез келген ретпен.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>The IIN is of {name}, whose name is another.</source>
        <translation>Бұл ЖСН иесі – {name}, аты-жөні басқа.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>The additional points are recorded.</source>
        <translation>Қосымша балл тіркелді.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>The agenda is finished</source>
        <translation>Күн тәртібі аяқталды</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>The applicant is told the reasons, and the protocol carries them.</source>
        <translation>Себептер өтініш берушіге хабарланады және хаттамаға жазылады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>The applicant is told what to mend and until when; then decide again.</source>
        <translation>Өтініш берушіге нені және қашанға дейін түзету керегі хабарланады; содан кейін қайта шешім қабылданады.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>The applicant, in the language of the application; with a table for the mail merge</source>
        <translation>Өтініш берушіге, өтінімнің тілінде; хат таратуға арналған кестемен бірге</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>The applicant: own marks, total, place and decision</source>
        <translation>Өтініш берушіге: өз балдары, жалпы балы, орны және шешім</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>The application</source>
        <translation>Өтінім</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>The application closes at once; marks given stay sealed</source>
        <translation>Өтінім бірден жабылады; қойылған балдар жабық күйінде қалады</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>The application is out. Winners named before are to be named anew.</source>
        <translation>Өтінім рейтингтен шығарылды. Бұрын айқындалған жеңімпаздар қайта айқындалады.</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>The approval is dated in the future; nothing was changed. Correct the date.</source>
        <translation>Бекіту күні әлі келген жоқ; ештеңе өзгертілмеді. Күнін түзетіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>The approval is dated {date}, before the organiser&apos;s contract of {contract}. Check the date.</source>
        <translation>Бекітілген күні – {date}, бұл ұйымдастырушының {contract} күнгі шартынан бұрын. Күнін тексеріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>The approval is dated {date}, but by the calendar applications are taken in from {first} to {last}: applicants could not know these criteria. Check the date.</source>
        <translation>Бекітілген күні – {date}, ал күнтізбе бойынша өтінімдер {first} – {last} аралығында қабылданады: өтініш берушілер бұл өлшемшарттарды біле алмас еді. Күнін тексеріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The approved criteria define no additional points.</source>
        <translation>Бекітілген өлшемшарттарда қосымша балл көзделмеген.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The approved criteria do not allow this way of ranking unequal panels. Choose one that they name.</source>
        <translation>Бекітілген өлшемшарттар баға саны тең болмағанда бұл тәсілге рұқсат бермейді. Оларда аталған тәсілді таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/lot.py"/>
        <source>The approved criteria of this contest allow no lot.</source>
        <translation>Осы конкурстың бекітілген өлшемшарттары жеребеге жол бермейді.</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <source>The attachment “{name}” can&apos;t be read any more; nothing was stored. Make the report again.</source>
        <translation>«{name}» қосымшасы енді оқылмайды; ештеңе сақталмады. Есепті қайта жасаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <source>The attachment “{name}” changed since the report was made; nothing was stored. Make the report again.</source>
        <translation>Есеп жасалғаннан бері «{name}» қосымшасы өзгерген; ештеңе сақталмады. Есепті қайта жасаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>The attachment “{name}” is not as it was taken in; no packet was built. Take it in again.</source>
        <translation>«{name}» қосымшасы қабылданған күйінен өзгерген; пакет жасалмады. Оны қайта қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <source>The attachment “{name}” is not at hand; nothing was stored. Make the report again.</source>
        <translation>«{name}» қосымшасы қолжетімді емес; ештеңе сақталмады. Есепті қайта жасаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>The attendance is recorded, but there is no quorum. Record it again when more members are there.</source>
        <translation>Қатысу тіркелді, бірақ кворум жоқ. Басқа мүшелер келгенде қатысуды қайта тіркеңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>The attendance is recorded.</source>
        <translation>Қатысу тіркелді.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The awards come to {total} KZT, the fund is {fund} KZT. Award less or name fewer.</source>
        <translation>Берілетін сомалар барлығы {total} теңге, қор – {fund} теңге. Соманы азайтыңыз немесе жеңімпаздарды азырақ айқындаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The basis is missing. Write what it stands on, for the protocol.</source>
        <translation>Негізі көрсетілмеген. Хаттама үшін оның неге негізделгенін жазыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>The better total</source>
        <translation>Жақсырақ жалпы балл</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>The box for a conflict of interest is ticked</source>
        <translation>Мүдделер қақтығысы торына белгі қойылған</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The card is signed by the key it carries</source>
        <translation>Карточкаға оның өз ішіндегі кілтпен қол қойылған</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The card of the member proposed as chair.</source>
        <translation>Төрағалыққа ұсынылған мүшенің карточкасы.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The card of the recovery key.</source>
        <translation>Қалпына келтіру кілтінің карточкасы.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>The card of {name} was taken before.</source>
        <translation>Карточкасы бұрын қабылданған: {name}.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>The card tells the secretary whose key this is. Your key and its passphrase stay as they are; the card is signed with the key.</source>
        <translation>Карточка хатшыға бұл кілттің кімдікі екенін көрсетеді. Кілтіңіз бен оның құпиясөз тіркесі өзгермейді; карточкаға осы кілтпен қол қойылады.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>The card to write.</source>
        <translation>Жазылатын карточка.</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>The central database {name} does not answer or refuses: {reason}. Nothing was changed; check network, address, user and password.</source>
        <translation>{name} орталық дерекқоры жауап бермейді немесе бас тартады: {reason}. Ештеңе өзгертілмеді; желіні, мекенжайды, пайдаланушыны және құпиясөзді тексеріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>The central file changed since this plan was shown; nothing was stored. Look at the new plan.</source>
        <translation>Жоспар көрсетілгеннен бері орталық файл өзгерді; ештеңе сақталмады. Жаңа жоспарды қараңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>The central file changed while packet revision {n} was built; it was not recorded and must not be handed out. Delete it and build the packet again.</source>
        <translation>Пакеттің {n}-редакциясы жасалып жатқанда орталық файл өзгерді; ол тіркелмеді және таратылмауы тиіс. Оны өшіріп, пакетті қайта жасаңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/central.py"/>
        <source>The central file holds no contest yet. Make one: tandau contest new</source>
        <translation>Орталық файлда әлі конкурс жоқ. Құрыңыз: tandau contest new</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>The central file keeps the contests, the applications and the results of your organisation.</source>
        <translation>Орталық файлда ұйымыңыздың конкурстары, өтінімдері және нәтижелері сақталады.</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>The central file knows now. Winners: {winners}. Next in line: {next}.</source>
        <translation>Енді деректер орталық файлда. Жеңімпаздар: {winners}. Кезекте тұрғандар: {next}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <source>The central file was read again.</source>
        <translation>Орталық файл қайта оқылды.</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>The central file “{name}” is not there (any more); nothing was done.</source>
        <translation>«{name}» орталық файлы орнында жоқ; ештеңе жасалмады.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>The central file “{name}” is not there; nothing was done.</source>
        <translation>«{name}» орталық файлы табылмады; ештеңе жасалмады.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/central.py"/>
        <source>The central file, or postgresql://user@host/database.</source>
        <translation>Орталық файл немесе postgresql://user@host/database.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>The chair is absent or has a conflict of interest here.</source>
        <translation>Төраға қатыспайды немесе бұл өтінімдер бойынша мүдделер қақтығысы бар.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>The chair signs the result</source>
        <translation>Төраға нәтижеге қол қояды</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>The chair signs the result at the end of the sitting; bring the file on a USB stick.</source>
        <translation>Төраға отырыс соңында нәтижеге қол қояды; файлды USB-тасымалдағышпен әкеліңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>The chair signs the result: {hash}</source>
        <translation>Төраға нәтижеге қол қояды: {hash}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>The chair&apos;s key file, for instance on a USB stick</source>
        <translation>Төрағаның кілт файлы, мысалы, USB-тасымалдағышта</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>The clash in {application}, {criterion} is settled: {first}, not {second}.</source>
        <translation>{application}, {criterion} ұяшығындағы алшақтық шешілді: {second} емес, {first}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>The clash is settled.</source>
        <translation>Алшақтық шешілді.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The clock of this computer says {now}, and the last act was recorded at {last}: no act can be earlier than the one before it. Set the clock right and go on. Where the last act was recorded by a wrong clock, it stays as it is: hold the sitting anew on another computer, with the same packet and sheets.</source>
        <translation>Бұл компьютердің сағаты {now} деп тұр, ал соңғы әрекет {last} уақытында жазылған: ешбір әрекет алдыңғысынан ерте бола алмайды. Сағатты дұрыстап, жалғастырыңыз. Соңғы әрекет қате сағатпен жазылған болса, ол сол күйінде қалады: отырысты басқа компьютерде, сол пакетпен және сол парақтармен қайта өткізіңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>The colleague&apos;s card</source>
        <translation>Әріптестің карточкасы</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>The colleague&apos;s card.</source>
        <translation>Әріптестің карточкасы.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The commission decides this conflict of interest by vote. Record the votes of the members present.</source>
        <translation>Бұл мүдделер қақтығысын комиссия дауыс беріп шешеді. Қатысып отырған мүшелердің дауыстарын тіркеңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/room.py"/>
        <source>The commission has already voted on this ranking, so no further sheet was taken: it would change the totals behind the vote. A member who corrects a mark now does so by a reopened mark.</source>
        <translation>Комиссия осы рейтинг бойынша дауыс беріп қойды, сондықтан жаңа бағалау парағы қабылданған жоқ: ол дауыс берудің негізіндегі жалпы балдарды өзгертер еді. Енді мүше бағасын тек отырыста қайта қаралған баға ретінде түзете алады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>The commission is complete: roster version {n}.</source>
        <translation>Комиссия құрамы толық: {n}-нұсқа.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>The commission is stored: roster version {n}.</source>
        <translation>Комиссия құрамы сақталды: {n}-нұсқа.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>The commission needs at least {least} members and has {members}. {point}</source>
        <translation>Комиссияда кемінде {least} мүше болуы керек, қазір: {members}. {point}</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>The commission was not changed:</source>
        <translation>Комиссия құрамы өзгертілмеді:</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>The commission&apos;s vote</source>
        <translation>Комиссияның дауыс беруі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>The commission&apos;s vote on these winners</source>
        <translation>Комиссияның осы жеңімпаздар бойынша дауыс беруі</translation>
    </message>
    <message>
        <location filename="../../models/sealing/signatures.py"/>
        <source>The content is not what was signed: it was changed after signing. The file was not taken.</source>
        <translation>Мазмұны қол қойылған мәтінмен сәйкес келмейді: ол қол қойылғаннан кейін өзгертілген. Файл қабылданбады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>The contest</source>
        <translation>Конкурс</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/extract.py"/>
        <source>The contest has no application {code}; no paper was made. Check the code.</source>
        <translation>Конкурста {code} өтінімі жоқ; құжат жасалмады. Кодын тексеріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <location filename="../../models/centre/results/register.py"/>
        <source>The contest has no application “{code}”; nothing was changed.</source>
        <translation>Конкурста «{code}» өтінімі жоқ; ештеңе өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>The contest has no territory “{territory}”; no quota was changed.</source>
        <translation>Конкурста «{territory}» аумағы жоқ; квота өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../models/contest/founding.py"/>
        <source>The contest was not made; correct what is listed.</source>
        <translation>Конкурс құрылмады; тізімдегіні түзетіңіз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/central.py"/>
        <source>The contest&apos;s id or its beginning, where there are several.</source>
        <translation>Конкурстар бірнешеу болса, конкурстың идентификаторы немесе оның басы.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>The contract date is stored; the calendar is counted.</source>
        <translation>Шарт күні сақталды; күнтізбе есептелді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>The contract with {code} is recorded: {state}.</source>
        <translation>{code} өтінімі бойынша шарт тіркелді: {state}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/scenarios.py"/>
        <source>The counting rule can&apos;t be used without criterion {criterion}.</source>
        <translation>Есептеу қағидасын {criterion} өлшемшартынсыз қолдануға болмайды.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/rule.py"/>
        <source>The counting rule drops {dropped} figures, but there are only {n}; nothing was counted.</source>
        <translation>Есептеу ережесі {dropped} мәнді алып тастайды, ал барлығы {n}; ештеңе есептелген жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/rule.py"/>
        <source>The counting rule joins no rounds, but there are {n} of them; nothing was counted.</source>
        <translation>Есептеу ережесі турларды біріктірмейді, ал турлар саны {n}; ештеңе есептелген жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/changes.py"/>
        <source>The counting rule needs the column “{column}” as a number, but it is “{written}”; nothing was counted. Fill it in for every application.</source>
        <translation>Есептеу ережесіне «{column}» бағанындағы сан қажет, ал онда «{written}» тұр; ештеңе есептелген жоқ. Оны әр өтінімге толтырыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>The criteria are approved: version {n}.</source>
        <translation>Өлшемшарттар бекітілді: {n}-нұсқа.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>The criteria are not approved and nothing was changed. Complete the approval.</source>
        <translation>Өлшемшарттар бекітілмеді, ештеңе өзгерген жоқ. Бекіту деректерін толықтырыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>The criteria are not approved and nothing was changed: their date {date} lies in the future or before the organiser&apos;s contract. Correct the date.</source>
        <translation>Өлшемшарттар бекітілмеді, ештеңе өзгерген жоқ: олардың күні {date} әлі келмеген немесе ұйымдастырушының шартынан ерте. Күнді түзетіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/drafts.py"/>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>The criteria are not approved yet, so nothing can be scored.</source>
        <translation>Бағалау өлшемшарттары әлі бекітілмеген, сондықтан бағалау мүмкін емес.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The criteria are not approved yet.</source>
        <translation>Бағалау өлшемшарттары әлі бекітілмеген.</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>The criteria are not approved yet; no packet was built. Approve them first.</source>
        <translation>Бағалау өлшемшарттары әлі бекітілмеген; пакет жасалмады. Алдымен оларды бекітіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>The criteria are the same as those approved, so there is no new version.</source>
        <translation>Өлшемшарттар бекітілгендермен бірдей, сондықтан жаңа нұсқа жасалмады.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>The database {name} already holds a central file; nothing was changed. Open it.</source>
        <translation>{name} дерекқорында орталық файл бұрыннан бар; ештеңе өзгертілмеді. Оны ашыңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>The date of the notices.</source>
        <translation>Хабарламалардың күні.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The date of the organiser&apos;s own contract.</source>
        <translation>Ұйымдастырушының өз шартының күні.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>The dates of the plan are counted from the date of the organiser&apos;s contract. The rules are those of the profile.</source>
        <translation>Жоспардың күндері ұйымдастырушы шартының күнінен есептеледі. Ережелер – профильдің ережелері.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>The day is played. Seconds: {seconds}. It left these files:</source>
        <translation>Күн өтті. Секунд: {seconds}. Мына файлдар қалды:</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The day of the document is after the sitting. Correct it.</source>
        <translation>Құжаттың күні отырыстан кейін тұр. Түзетіңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>The decision is recorded.</source>
        <translation>Шешім тіркелді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>The declaration is recorded.</source>
        <translation>Мәлімдеме жазылды.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>The disk is full: “{name}” was not written and nothing was changed. Make room or choose another disk.</source>
        <translation>Дискіде орын жоқ: «{name}» жазылмады және ештеңе өзгертілген жоқ. Орын босатыңыз немесе басқа дискіні таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>The duplicate</source>
        <translation>Қайталанған өтінім</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>The earlier list: XLSX, XLS or CSV.</source>
        <translation>Бұрынғы тізім: XLSX, XLS немесе CSV.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>The election of the chair is recorded.</source>
        <translation>Төрағаны сайлау тіркелді.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The exit is recorded.</source>
        <translation>Шыққаны тіркелді.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/parity.py"/>
        <source>The figure {figure} stands {kk} times in Kazakh and {ru} times in Russian</source>
        <translation>{figure} саны қазақша мәтінде {kk} рет, орысша мәтінде {ru} рет кездеседі</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The file is one of this program&apos;s</source>
        <translation>Файл осы бағдарламанікі</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The file opens and is whole</source>
        <translation>Файл ашылады және бүтін</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>The files to check.</source>
        <translation>Тексерілетін файлдар.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/writing.py"/>
        <source>The finished paper was read back and does not say what it should, so it was not written. Keep the data as they are and report this to whoever looks after the program.</source>
        <translation>Дайын құжат кері оқылды, бірақ мазмұны болуға тиіс мәтінге сай келмейді, сондықтан ол жазылмады. Деректерді өзгертпей, бұл туралы бағдарламаға жауапты адамға хабарлаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>The first grant that does not fit the fund</source>
        <translation>Қорға сыймаған бірінші грант</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/words.py"/>
        <source>The first revision: there was none before.</source>
        <translation>Бірінші редакция: бұған дейін болмаған.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>The folder of attachments.</source>
        <translation>Қосымшалар қалтасы.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>The folder to leave the files in, empty or new (else “tandau-demo” in the current folder).</source>
        <translation>Файлдар қалатын қалта, бос немесе жаңа (әйтпесе ағымдағы қалтадағы «tandau-demo»).</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>The folder to write into.</source>
        <translation>Жазылатын қалта.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>The folder with attachments</source>
        <translation>Қосымшалар қалтасы</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>The folder “{folder}” is not there: “{name}” was not written and nothing was changed. Choose another folder; if it is on a USB stick, put the stick back.</source>
        <translation>«{folder}» қалтасы жоқ: «{name}» файлы жазылмады, ештеңе өзгермеді. Басқа қалтаны таңдаңыз; қалта USB-жинақтағышта болса, оны қайта салыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>The folder “{folder}” is not there; no central file was made. Choose another folder.</source>
        <translation>«{folder}» қалтасы жоқ; орталық файл жасалмады. Басқа қалтаны таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/writing.py"/>
        <source>The folder “{name}” can&apos;t be made; no paper was written. Choose another folder.</source>
        <translation>«{name}» қалтасын жасау мүмкін болмады; ешқандай құжат жазылмады. Басқа қалтаны таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>The folder “{path}” can&apos;t be made ({why}). Name another one with --out.</source>
        <translation>«{path}» қалтасын жасау мүмкін емес ({why}). --out арқылы басқасын көрсетіңіз.</translation>
    </message>
    <message>
        <location filename="../../desktop/settings.py"/>
        <source>The folder “{path}” could not be made ({why}). The settings stay as they were. Choose another folder by TANDAU_HOME.</source>
        <translation>«{path}» қалтасын жасау мүмкін болмады ({why}). Баптаулар бұрынғы қалпында қалды. TANDAU_HOME арқылы басқа қалтаны таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/pdf/fonts.py"/>
        <source>The font “{name}” is missing from this installation; no paper was written. Install the program again.</source>
        <translation>Бұл орнатылымда «{name}» қарпі жоқ; құжат жазылған жоқ. Бағдарламаны қайта орнатыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>The ground stands in the record: the end of the purpose, a term, a request.</source>
        <translation>Негіз жазбада көрсетіледі: мақсатқа жету, мерзімнің өтуі, өтініш.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>The highest sum of points of a member less the lowest</source>
        <translation>Мүше балдарының ең жоғары қосындысынан ең төменін алғанда</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>The id “{id}” stands for more than one person.</source>
        <translation>«{id}» белгісі бірнеше адамға берілген.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The item</source>
        <translation>Мәселе</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>The item about {codes} stopped because the quorum was lost. Open it again, then vote.</source>
        <translation>{codes} туралы мәселе кворум жоғалғандықтан тоқтатылды. Оны қайта ашып, содан кейін дауыс беріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>The item has neither a name nor an application. Say what it is about.</source>
        <translation>Мәселенің атауы да, өтінімі де жоқ. Оның не туралы екенін жазыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The item is closed.</source>
        <translation>Мәселе жабылды.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The item is open.</source>
        <translation>Мәселе ашылды.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The item is stopped.</source>
        <translation>Мәселе тоқтатылды.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>The item was closed.</source>
        <translation>Мәселе жабылды.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>The item was stopped.</source>
        <translation>Мәселені қарау тоқтатылды.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>The key file (else your own on this computer).</source>
        <translation>Кілт файлы (әйтпесе осы компьютердегі өз кілтіңіз).</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>The key file of the second person</source>
        <translation>Екінші адамның кілт файлы</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>The key file “{name}” is damaged; nothing was opened.</source>
        <translation>«{name}» кілт файлы бүлінген; ештеңе ашылмады.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>The key file “{name}” is damaged; nothing was opened. Use its copy.</source>
        <translation>«{name}» кілт файлы бүлінген; ештеңе ашылмады. Оның көшірмесін пайдаланыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>The key file “{name}” is missing beside the central file; nothing was opened. The two belong together: copy it from where the central file came from.</source>
        <translation>Орталық файлдың қасында «{name}» кілт файлы жоқ; ештеңе ашылмады. Екеуі бірге жүреді: оны орталық файл алынған жерден көшіріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>The key is your signature in this contest: it opens what is sealed to you and signs what you hand in.</source>
        <translation>Кілт – осы конкурстағы қолтаңбаңыз: ол сіз үшін мөрленгенді ашады және тапсырғаныңызға қол қояды.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>The key is your signature in this contest: it signs what you hand in and opens what is sealed to you. It stays on this computer. Nobody can restore a forgotten passphrase.</source>
        <translation>Кілт – осы конкурстағы қолтаңбаңыз: ол тапсырғаныңызға қол қояды және сіз үшін мөрленгенді ашады. Ол осы компьютерде қалады. Ұмытылған құпиясөз тіркесін ешкім қалпына келтіре алмайды.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/app.py"/>
        <source>The language to speak.</source>
        <translation>Бағдарламаның тілі.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>The last day after a semicolon, where it ended: Organisation; 31.12.2023</source>
        <translation>Аяқталған болса, нүктелі үтірден кейін соңғы күні: Ұйым; 31.12.2023</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>The last revision counts.</source>
        <translation>Соңғы редакция күшінде.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The last sitting was on {on}; a further one is not before it.</source>
        <translation>Соңғы отырыс {on} күні болды; кейінгі отырыс одан бұрын болмайды.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>The later list.</source>
        <translation>Кейінгі тізім.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>The lawful ways</source>
        <translation>Заңды тәсілдер</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>The line stands here after the sitting.</source>
        <translation>Кезек отырыстан кейін осында көрсетіледі.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>The list is in the table.</source>
        <translation>Тізім кестеде.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>The lists say the same.</source>
        <translation>Тізімдер бірдей.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/lot_dialog.py"/>
        <source>The lot is drawn and recorded. Anyone can repeat it: the numbers stand in the protocol.</source>
        <translation>Жеребе тартылып, жазылды. Оны кез келген адам қайталай алады: сандар хаттамада тұр.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The lot of the profile.</source>
        <translation>Профильдің лоты.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The mark is none of those handed in. Choose one of them.</source>
        <translation>Бұл баға тапсырылғандардың бірі емес. Солардың бірін таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>The marks in this central file are not those of the signed result: somebody changed them behind the program. The signed result counts; show this to the chair.</source>
        <translation>Осы орталық файлдағы бағалар қол қойылған нәтижедегіден өзгеше: оларды біреу бағдарламадан тыс өзгерткен. Қол қойылған нәтиже күшінде; мұны төрағаға көрсетіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>The marks of a member who lacks some are taken out for the whole territory</source>
        <translation>Бағасы толық емес мүшенің барлық балдары аумақ бойынша есептен шығарылады</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>The matrix was written: {name}</source>
        <translation>Бағалар кестесі жазылды: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>The member changes this mark…</source>
        <translation>Мүше бұл бағаны өзгертеді…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>The member gave no marks for this application.</source>
        <translation>Мүше бұл өтінімге балл қойған жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_again.py"/>
        <source>The member handed this sheet in with an own key and corrects it; nothing was changed.</source>
        <translation>Бұл парақты мүше өз кілтімен тапсырған, оны өзі түзетеді; ештеңе өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>The member states it</source>
        <translation>Мүше мәлімдейді</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>The member whom it concerns does not vote. The votes and the reason go into the protocol.</source>
        <translation>Мәселе өзіне қатысты мүше дауыс бермейді. Дауыстар мен негіздеме хаттамаға енеді.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The member&apos;s revisions follow one another without a gap or a fork</source>
        <translation>Мүшенің редакциялары үзіліссіз және тармақталмай, бірінің соңынан бірі жалғасады</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>The members&apos; median instead of their sum or mean</source>
        <translation>Мүшелер балының қосындысы немесе орташасы орнына медианасы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>The middle 95 of 100 totals of the resampled panels</source>
        <translation>Кездейсоқ құрамдар жалпы балдарының ортадағы 95 пайызы</translation>
    </message>
    <message>
        <location filename="../../models/sealing/cards.py"/>
        <source>The name on “{name}” holds signs that nobody sees, so it may show as another; the card was not taken. Ask for a new card.</source>
        <translation>«{name}» картасындағы атауда көзге көрінбейтін белгілер бар, сондықтан ол басқаша көрінуі мүмкін; карта қабылданбады. Жаңа карта сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>The new mark is recorded.</source>
        <translation>Жаңа баға тіркелді.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The new mark is the old one, so there is nothing to change.</source>
        <translation>Жаңа баға бұрынғысымен бірдей, өзгертетін ештеңе жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>The new version is dated {new}, before the approved one of {old}; nothing was changed. Correct the date.</source>
        <translation>Жаңа нұсқаның күні {new}, бұл бекітілген нұсқадан ({old}) ерте; ештеңе өзгерген жоқ. Күнді түзетіңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>The next in line are winners now.</source>
        <translation>Кезекте тұрғандар енді жеңімпаз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The next item can&apos;t be opened</source>
        <translation>Келесі мәселені ашу мүмкін емес</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>The number is stored.</source>
        <translation>Сан сақталды.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>The number of the lot in the sitting.</source>
        <translation>Жеребенің отырыстағы нөмірі.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>The numbers said in the room, in order.</source>
        <translation>Отырыста айтылған сандар, ретімен.</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>The office builds {file}. Applications: {applications}. Changed since the revision before: {changes}.</source>
        <translation>Кеңсе {file} пакетін жасайды. Өтінімдер: {applications}. Алдыңғы редакциядан бері өзгергені: {changes}.</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>The office syncs {file}. New: {new}. Changed: {changed}. Already there: {present}. Does not fit: {unfit}.</source>
        <translation>Кеңсе {file} нәтижесін енгізеді. Жаңа: {new}. Өзгерген: {changed}. Бұрыннан бар: {present}. Сәйкес келмейді: {unfit}.</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>The office takes in {file}. {summary}</source>
        <translation>Кеңсе {file} файлын қабылдайды. {summary}</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>The office: a central file for {title}</source>
        <translation>Кеңсе: орталық файл – {title}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The old mark is not the one that stands now. Open the cell again and look at it.</source>
        <translation>Бұрынғы баға қазір тұрған баға емес. Ұяшықты қайта ашып қараңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>The operator and accounting; sums, deadlines and what was spent</source>
        <translation>Операторға және бухгалтерияға; сомалар, мерзімдер және жұмсалған қаражат</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>The operator and the organiser&apos;s file; full, with what others lost the grant for</source>
        <translation>Операторға және ұйымдастырушының ісіне; толық нысан, басқалардың гранттан не үшін айырылғаны көрсетіледі</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/lot.py"/>
        <source>The order is not the one that these numbers give: {codes}. Draw again.</source>
        <translation>Реті осы сандар беретін реттен өзге: {codes}. Жеребені қайта тартыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>The order of the steps</source>
        <translation>Қадамдардың реті</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The organisations are called alike (“{a}”, “{b}”), but by words that many have ({n} people here): weak alone.</source>
        <translation>Ұйымдардың аты ұқсас («{a}», «{b}»), бірақ бұл жиі кездесетін сөздер (мұнда: {n}): жалғыз өзі әлсіз белгі.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>The organiser&apos;s file and the operator; with names and reasons</source>
        <translation>Ұйымдастырушының ісіне және операторға; аты-жөндерімен және себептерімен</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>The organiser&apos;s file; after the data were destroyed, with its day</source>
        <translation>Ұйымдастырушының ісіне; деректер жойылғаннан кейін, сол күнімен</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>The organiser&apos;s file; full</source>
        <translation>Ұйымдастырушының ісіне; толық нысан</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>The other applications of this case stay to be decided on.</source>
        <translation>Осы топтағы қалған өтінімдер бойынша шешім бөлек қабылданады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>The packet carries the admitted applications to the members: sealed to their keys, without personal papers. Each revision says what changed, who changed it, when and why.</source>
        <translation>Пакет конкурсқа жіберілген өтінімдерді комиссия мүшелеріне жеткізеді: олардың кілттері үшін мөрленген, жеке құжаттарсыз. Әр редакцияда не өзгергені, кім, қашан және неге өзгерткені көрсетіледі.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The packet is whole and signed by the key it names</source>
        <translation>Пакет бүтін, оған өзінде көрсетілген кілтпен қол қойылған</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>The packet the sheet was scored in.</source>
        <translation>Парақ толтырылған пакет.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>The packet they were scored in.</source>
        <translation>Парақтар толтырылған пакет.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk.py"/>
        <source>The packet&apos;s copy on this computer is damaged, so this attachment can&apos;t be shown. Your marks are safe. Choose the secretary&apos;s packet once more: the copy is then made anew.</source>
        <translation>Пакеттің осы компьютердегі көшірмесі бүлінген, сондықтан бұл қосымшаны көрсету мүмкін емес. Қойған балдарыңыз сақталған. Хатшы берген пакетті қайта таңдаңыз: көшірме жаңадан жасалады.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>The pages are being prepared…</source>
        <translation>Беттер дайындалуда…</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>The pages were changed after the protocol was made.</source>
        <translation>Хаттама жасалғаннан кейін беттері өзгертілген.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/pool.py"/>
        <source>The panels would be unequal, so their totals can&apos;t be compared.</source>
        <translation>Бағалаған мүшелер саны әртүрлі болар еді, сондықтан жалпы балдарды салыстыруға болмайды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>The paper</source>
        <translation>Құжат</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>The paper sheet</source>
        <translation>Қағаз парақ</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The paper sheet says what one person typed and another confirmed, each with an own signature</source>
        <translation>Қағаз парақта бір адам енгізіп, екінші адам растаған деректер тұр, әрқайсысының өз қолтаңбасы бар</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The paper that approves the criteria.</source>
        <translation>Бағалау өлшемшарттарын бекітетін құжат.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers_office.py"/>
        <source>The paper&apos;s date (else today).</source>
        <translation>Құжаттың күні (әйтпесе бүгінгі күн).</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers_office.py"/>
        <source>The paper&apos;s number in the register (else a line).</source>
        <translation>Құжаттың тіркеу нөмірі (әйтпесе сызық қойылады).</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>The papers carry both languages; where one is left empty, the other stands in its place.</source>
        <translation>Құжаттар екі тілде шығады; біреуі бос қалса, орнына екіншісі жазылады.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>The papers of a contest: extracts, notices, minutes, registers.</source>
        <translation>Конкурстың құжаттары: үзінділер, хабарламалар, отырыс жазбасы, тізілімдер.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/child.py"/>
        <source>The part of the program that reads files from outside did not start, so nothing was read and nothing was changed. Start the program anew; if that does not help, let the virus scanner allow it. A script of your own that reads files needs “{guard}”.</source>
        <translation>Бағдарламаның сырттан келген файлдарды оқитын бөлігі іске қосылмады, сондықтан ештеңе оқылған жоқ және ештеңе өзгерген жоқ. Бағдарламаны қайта іске қосыңыз; көмектеспесе, антивируста оған рұқсат беріңіз. Файл оқитын өз сценарийіңізге «{guard}» жолы қажет.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>The passphrase again: </source>
        <translation>Құпиясөз тіркесін қайталаңыз: </translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>The passphrase does not open “{name}”. Check the keyboard&apos;s language and the capital letters and try again.</source>
        <translation>Құпиясөз тіркесі «{name}» файлын ашпайды. Пернетақта тілі мен бас әріптерді тексеріп, қайталап көріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>The passphrase is too short; no key was made. Use at least {n} characters, best several words.</source>
        <translation>Құпиясөз тіркесі тым қысқа; кілт жасалмады. Кемінде {n} таңба, дұрысы – бірнеше сөз қолданыңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>The passphrase of every key: {passphrase}</source>
        <translation>Барлық кілттің құпиясөз тіркесі: {passphrase}</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The patronymic “{patronymic}” says that the father is called “{given}”, and the surname “{surname}” is the name of that man&apos;s father (“{grandfather}”): parent and child.</source>
        <translation>«{patronymic}» әкесінің аты «{given}» екенін көрсетеді, ал «{surname}» тегі – сол кісінің әкесінің аты («{grandfather}»): ата-ана мен бала.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The patronymic “{patronymic}” says that the father is called “{given}”, and the surnames agree (“{a}”, “{b}”): parent and child. Of {n} people here {stems} have this surname and {fathers} such a father.</source>
        <translation>«{patronymic}» әкесінің аты «{given}» екенін көрсетеді, тектері де сәйкес («{a}», «{b}»): ата-ана мен бала. Мұндағы адамдар саны: {n}; осы тегі барлар: {stems}; әкесінің аты осындайлар: {fathers}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <source>The person scores nothing, so no mark changes. It is kept with the contest; see to it that the person takes no part in this application.</source>
        <translation>Бұл адам балл қоймайды, сондықтан ешбір балл өзгермейді. Шешім конкурспен бірге сақталады; бұл адамның осы өтінімге қатыспауын қадағалаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/destruction.py"/>
        <source>The personal data of this contest were destroyed already; nothing was changed.</source>
        <translation>Бұл конкурстың дербес деректері бұрын жойылған; ештеңе өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/notices.py"/>
        <source>The personal data of this contest were destroyed, so nobody can be written to. Nothing was written.</source>
        <translation>Бұл конкурстың дербес деректері жойылған, сондықтан ешкімге хабарлама жазу мүмкін емес. Ештеңе жазылмады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>The personal data of this contest were destroyed.</source>
        <translation>Осы конкурстың дербес деректері жойылды.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>The personal data of this contest were not destroyed, so there is nothing to write an act about.</source>
        <translation>Бұл конкурстың дербес деректері жойылған жоқ, сондықтан акт жасалмайды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>The personal data were destroyed; the record stands below.</source>
        <translation>Дербес деректер жойылды; жазбасы төменде.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>The position of who signs.</source>
        <translation>Қол қоюшының лауазымы.</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_files.py"/>
        <source>The profile “{name}” can&apos;t be read: {why}.</source>
        <translation>«{name}» профилін оқу мүмкін емес: {why}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_files.py"/>
        <location filename="../../models/contest/profile_files.py"/>
        <source>The profile “{name}” is refused and nothing was changed. Correct the file and load it again.</source>
        <translation>«{name}» профилі қабылданбады, ештеңе өзгерген жоқ. Файлды түзетіп, қайта жүктеңіз.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>The project</source>
        <translation>Жоба</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>The proposed chair is not a member of the commission.</source>
        <translation>Төраға болып ұсынылған адам комиссия мүшесі емес.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>The protocol</source>
        <translation>Хаттама</translation>
    </message>
    <message>
        <location filename="../../models/sample/papers.py"/>
        <source>The protocol is printed: {full}, {public}</source>
        <translation>Хаттама басып шығарылды: {full}, {public}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>The protocol: {path}</source>
        <translation>Хаттама: {path}</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>The public form says what the signed result says</source>
        <translation>Жариялауға арналған нысандағы деректер қол қойылған нәтижемен бірдей</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/published.py"/>
        <source>The published list is not in the order of its own points: {one} ({above}) before {other} ({below}).</source>
        <translation>Жарияланған тізім өз балдарының ретімен тұрған жоқ: {one} ({above}) мынадан бұрын тұр: {other} ({below}).</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>The ranking proposes; the commission votes, and winners are named by the act of the chair.</source>
        <translation>Рейтинг ұсынады; комиссия дауыс береді, жеңімпаздарды төраға жариялайды.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The ranking was decided at the sitting of protocol № {number} and stands. A further sitting records who left and names who is next in line.</source>
        <translation>Рейтинг № {number} хаттаманың отырысында бекітілді және өзгермейді. Кейінгі отырыста шыққан жеңімпаз тіркеліп, кезекте тұрған өтінім аталады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>The reason is kept in the history of the contest.</source>
        <translation>Себеп конкурстың тарихында сақталады.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>The reason is missing. Write why, for the protocol.</source>
        <translation>Себебі жазылмаған. Хаттама үшін неге екенін жазыңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>The reason of every change since the last revision that has none yet.</source>
        <translation>Соңғы редакциядан бергі себебі көрсетілмеген өзгерістердің бәріне ортақ себеп.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>The reason of one application&apos;s change; repeatable.</source>
        <translation>Бір өтінім өзгерісінің себебі; бірнеше рет беруге болады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>The reason stands in the new revision of the sheet, and the sitting sees both. Every line comes along; a second person confirms the sheet anew.</source>
        <translation>Себеп парақтың жаңа редакциясында жазылады, отырыс екеуін де көреді. Барлық жол көшіріледі; парақты екінші адам қайта растайды.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>The reason stands in the next revision and in the protocol. The earlier revision is kept.</source>
        <translation>Себебі келесі редакцияда және хаттамада көрсетіледі. Бұрынғы редакция сақталады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/recovery.py"/>
        <source>The recovery key is saved as {name}, its card beside it. Store the commission, then put the stick into the safe.</source>
        <translation>Қалпына келтіру кілті «{name}» деп сақталды, карточкасы жанында. Комиссия құрамын сақтап, содан кейін тасымалдағышты сейфке салыңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>The register&apos;s number of the notices.</source>
        <translation>Хабарламалардың тіркеу журналындағы нөмірі.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>The result before and after, place · total</source>
        <translation>Дейінгі және кейінгі нәтиже, орын · жалпы балл</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>The result does not fit this central file; nothing of it was stored.</source>
        <translation>Нәтиже бұл орталық файлға сай келмейді; одан ештеңе сақталмады.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>The result does not name exactly the sheets it carries; nothing was written.</source>
        <translation>Нәтижеде көрсетілген бағалау парақтары оған салынған парақтармен дәл сәйкес келмейді; ештеңе жазылмады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>The result is opened, its signatures are checked and its table is computed again. Nothing is stored before you have seen what would change.</source>
        <translation>Нәтиже ашылып, қолтаңбалары тексеріледі, кестесі қайта есептеледі. Не өзгеретінін көргеніңізше ештеңе сақталмайды.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/room.py"/>
        <source>The result is signed after the sitting is closed; nothing was written.</source>
        <translation>Нәтижеге отырыс жабылғаннан кейін қол қойылады; ештеңе жазылған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>The result is stored.</source>
        <translation>Нәтиже сақталды.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The result is whole and signed by the chair</source>
        <translation>Нәтиже бүтін және оған төраға қол қойған</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>The result lists its sheets in a way that can&apos;t be stored; nothing was written.</source>
        <translation>Нәтижедегі бағалау парақтарының тізімін бұл күйінде сақтау мүмкін емес; ештеңе жазылмады.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>The result names no elected chair from the roster, so nobody can sign for it. Elect the chair first.</source>
        <translation>Нәтижеде комиссия құрамынан сайланған төраға көрсетілмеген, сондықтан оған ешкім қол қоя алмайды. Алдымен төрағаны сайлаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>The result of this contest is stored already, so its rules can&apos;t change any more; nothing was changed.</source>
        <translation>Бұл конкурстың нәтижесі сақталған, сондықтан оның ережелері енді өзгермейді; ештеңе өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>The result was checked and recomputed: everything in it agrees. Signed by {name}, figures of the key: {figures}. The keys stand in the result itself: compare the figures with those read aloud.</source>
        <translation>Нәтиже тексеріліп, қайта есептелді: ондағының бәрі сәйкес. Қол қойған: {name}, кілттің сандары: {figures}. Кілттер нәтиженің өзінде тұр: сандарды дауыстап оқылғандармен салыстырыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>The result with and without these marks</source>
        <translation>Осы балдармен және оларсыз нәтиже</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>The result with and without these marks: place · total (number of marks)</source>
        <translation>Осы балдармен және оларсыз нәтиже: орны · жалпы балл (баға саны)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The return is recorded.</source>
        <translation>Қайтып келгені тіркелді.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/sheet_files.py"/>
        <source>The roster has no key for whoever must sign this sheet; it was not taken. Take the card first.</source>
        <translation>Комиссия құрамында осы бағалау парағына қол қоюға тиіс адамның кілті жоқ; парақ қабылданбады. Алдымен карточканы қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/packet/roster_files.py"/>
        <source>The roster&apos;s id “{id}” has letters that a key list can&apos;t carry. Use a–z and figures.</source>
        <translation>Комиссия құрамындағы «{id}» белгісінде кілттер тізімінде жазылмайтын әріптер бар. a–z әріптері мен цифрларды қолданыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>The row names nobody: neither a name nor a known IIN.</source>
        <translation>Жолда ешкім аталмаған: аты-жөні де, белгілі ЖСН да жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/reading_tables.py"/>
        <source>The row “{row}” stands in another place ({language})</source>
        <translation>«{row}» жолы басқа жерде тұр ({language})</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>The rule: who has a conflict leaves the commission for all applications. {point}</source>
        <translation>Ереже: қақтығысы бар мүше барлық өтінімдер бойынша комиссия құрамынан шығады. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>The rule: who has a conflict sits that application out. {point}</source>
        <translation>Ереже: қақтығысы бар мүше сол өтінімді бағалауға қатыспайды. {point}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>The rule: {point}.</source>
        <translation>Негізі: {point}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>The rules of this contest count no dates from the contract; its date may be left out.</source>
        <translation>Бұл конкурстың ережелерінде шарт күнінен есептелетін мерзімдер жоқ; шарт күнін көрсетпеуге болады.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same address (“{a}”, “{b}”).</source>
        <translation>Мекенжайы бірдей («{a}», «{b}»).</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>The same applications stand above the line before and after.</source>
        <translation>Шектен жоғары тұрған өтінімдер бұрын да, кейін де бірдей.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>The same applications stand above the line with and without the marks.</source>
        <translation>Балдармен де, оларсыз да өту шегінен жоғары сол өтінімдер тұрады.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same e-mail address. People here who have it: {n}.</source>
        <translation>Электрондық поштасы бірдей. Осы поштасы бар адамдар саны: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>The same figures for every application stand in the table “{table}”.</source>
        <translation>Әр өтінімнің осы сандары «{table}» кестесінде тұр.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same name (“{a}”, “{b}”) and the same birth date ({date}).</source>
        <translation>Аты-жөні («{a}», «{b}») мен туған күні ({date}) бірдей.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same name (“{a}”, “{b}”), but another IIN or birth date: namesakes, if nothing was typed wrongly.</source>
        <translation>Аты-жөні бірдей («{a}», «{b}»), бірақ ЖСН немесе туған күні басқа: қате терілмесе, аттастар.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same name (“{a}”, “{b}”); nothing speaks against one person.</source>
        <translation>Аты-жөні бірдей («{a}», «{b}»); бір адам екеніне қайшы келетін ештеңе жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same organisation (“{a}”, “{b}”). People here who name it: {n}.</source>
        <translation>Ұйымы бір («{a}», «{b}»). Осы ұйымды атағандар саны: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>The same passphrase again</source>
        <translation>Құпиясөз тіркесі тағы бір рет</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same surname (“{a}”, “{b}”) and a shared home or contact: one household.</source>
        <translation>Тегі бірдей («{a}», «{b}»), мекенжайы немесе байланысы ортақ: бір үйде тұратындар.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same surname (“{a}”, “{b}”) and a shared home or contact: spouses, perhaps.</source>
        <translation>Тегі бірдей («{a}», «{b}»), мекенжайы немесе байланысы ортақ: ерлі-зайыпты болуы мүмкін.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same surname (“{a}”, “{b}”) and the same father&apos;s name (“{father}”, “{other}”): brothers or sisters. Of {n} people here {stems} have this surname and {fathers} such a father.</source>
        <translation>Тегі («{a}», «{b}») мен әкесінің аты («{father}», «{other}») бірдей: аға-іні, апа-сіңлі немесе бауырлар. Мұндағы адамдар саны: {n}; осы тегі барлар: {stems}; әкесінің аты осындайлар: {fathers}.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same surname, a shared home or contact, and {n} years between them: parent and child.</source>
        <translation>Тегі бірдей, мекенжайы немесе байланысы ортақ, жас айырмасы (жыл): {n}: ата-ана мен бала.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same telephone number. People here who have it: {n}.</source>
        <translation>Телефон нөмірі бірдей. Осы нөмірі бар адамдар саны: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/search_page.py"/>
        <source>The search was stopped: the lists are not complete. Search again.</source>
        <translation>Іздеу тоқтатылды: тізімдер толық емес. Қайта іздеңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>The second person types the own passphrase. The key is forgotten when the sheet is left.</source>
        <translation>Екінші адам өз құпиясөз тіркесін енгізеді. Парақтан шыққанда кілт ұмытылады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>The second person&apos;s key</source>
        <translation>Екінші адамның кілті</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>The secretary enters you in the commission by this card.</source>
        <translation>Хатшы сізді осы карточка бойынша комиссия құрамына енгізеді.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>The secretary gives it to you on a USB stick or by file. It opens only with your key.</source>
        <translation>Оны хатшы USB-тасымалдағышпен немесе файлмен береді. Ол тек сіздің кілтіңізбен ашылады.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The secretary&apos;s card.</source>
        <translation>Хатшының карточкасы.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>The seed is numbers of 1–20 digits with commas between them, without spaces.</source>
        <translation>Бастапқы мән – үтірмен бөлінген, бос орынсыз 1–20 цифрлы сандар.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>The selected person</source>
        <translation>Таңдалған адам</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>The selected row</source>
        <translation>Таңдалған жол</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>The selected rule in full</source>
        <translation>Таңдалған ереже толығымен</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>The sheet here and the one you take differ. Take it in place of the one here?</source>
        <translation>Осындағы парақ пен сіз алып отырған парақ әртүрлі. Осындағының орнына алынсын ба?</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/marks.py"/>
        <source>The sheet is handed in and closed; nothing was changed. Open a correction and give its reason.</source>
        <translation>Бағалау парағы тапсырылған және жабық; ештеңе өзгертілген жоқ. Түзетуді ашып, себебін көрсетіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/handed.py"/>
        <source>The sheet is not handed in yet, so there is nothing to correct: just change it.</source>
        <translation>Бағалау парағы әлі тапсырылмаған, сондықтан түзету ашудың қажеті жоқ: оны жай ғана өзгертіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The sheet is signed by its member and fits its packet</source>
        <translation>Бағалау парағына мүшенің өзі қол қойған және ол пакетіне сәйкес</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>The sheet of a workbook.</source>
        <translation>Жұмыс кітабының парағы.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The sheet opens and is whole</source>
        <translation>Бағалау парағы ашылады және бүтін</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>The sheets of all members are here.</source>
        <translation>Барлық мүшелердің парақтары түсті.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/signatures.py"/>
        <source>The signature is damaged, by another key or for another kind of file; the file was not taken.</source>
        <translation>Қолтаңба бүлінген, басқа кілтпен қойылған немесе басқа түрдегі файлға арналған; файл қабылданбады.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>The signature is its member&apos;s and the sheet fits the packet.</source>
        <translation>Қол мүшенікі, парақ пакетке сәйкес келеді.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>The signature was not checked: give the packet with --packet.</source>
        <translation>Қол тексерілген жоқ: пакетті --packet арқылы беріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The signer is the roster&apos;s secretary, and every entry is what was signed</source>
        <translation>Қол қойған – комиссия құрамындағы хатшы, әрі барлық жазба қол қойылған күйінде</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening.py"/>
        <source>The sitting already decided about {code}; the technical selection can&apos;t change it any more. Nothing was changed: tell the chairperson what you found.</source>
        <translation>{code} бойынша отырыс шешім қабылдап қойған; техникалық іріктеу оны енді өзгерте алмайды. Ештеңе өзгертілмеді: тапқаныңызды комиссия төрағасына хабарлаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The sitting can&apos;t be closed while questions are open. Nothing was recorded. Settle these first:</source>
        <translation>Шешілмеген мәселелер болғанда отырысты жабуға болмайды. Ештеңе тіркелген жоқ. Алдымен мыналарды шешіңіз:</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The sitting has no chair yet. Elect the chair first.</source>
        <translation>Отырыстың төрағасы әлі жоқ. Алдымен төрағаны сайлаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The sitting has no quorum. Members: {members}; taking part: {here}; needed: {needed}. Wait for more members and record them on the step “{step}”, or hold another sitting.</source>
        <translation>Отырыста кворум жоқ. Мүшелер: {members}; қатысып отыр: {here}; қажет: {needed}. Басқа мүшелерді күтіп, оларды «{step}» қадамында белгілеңіз немесе басқа отырыс өткізіңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>The sitting is closed. Now the chair signs.</source>
        <translation>Отырыс жабылды. Енді төраға қол қояды.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>The sitting is closed. The chair signs the result: {name}.</source>
        <translation>Отырыс жабылды. Нәтижеге төраға қол қояды: {name}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/room.py"/>
        <source>The sitting is closed; no further sheet was taken.</source>
        <translation>Отырыс жабылды; жаңа бағалау парағы қабылданған жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The sitting is dated {on}, and the clock of this computer says {now}. A sitting is opened on its day: correct the date, or set the clock right, and open it then.</source>
        <translation>Отырыс күні {on} деп көрсетілген, ал бұл компьютердің сағаты {now} деп тұр. Отырыс өз күнінде ашылады: күнді түзетіңіз немесе сағатты дұрыстап, содан кейін ашыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>The sitting is not closed, or leaves questions open.</source>
        <translation>Отырыс жабылмаған немесе шешілмеген мәселелер қалған.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The sitting is not open yet</source>
        <translation>Отырыс әлі ашылмаған</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>The sitting is not open yet.</source>
        <translation>Отырыс әлі ашылған жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The sitting is not open yet. Open it first: number, date, place, form.</source>
        <translation>Отырыс әлі ашылған жоқ. Алдымен оны ашыңыз: нөмірі, күні, орны, нысаны.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>The sitting is open.</source>
        <translation>Отырыс ашылды.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/former.py"/>
        <source>The sitting of this result is not closed, or leaves questions open, so none can follow it.</source>
        <translation>Бұл нәтиженің отырысы жабылмаған немесе шешілмеген мәселелер қалған, сондықтан одан кейінгі отырысты өткізуге болмайды.</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>The sitting opens. Members: {members}; present: {present}; remote: {remote}; needed: {needed}.</source>
        <translation>Отырыс ашылады. Мүшелер: {members}; қатысып отыр: {present}; қашықтан: {remote}; қажет: {needed}.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The sitting was closed with nothing left open</source>
        <translation>Отырыс шешілмеген мәселесіз жабылған</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>The sitting was closed.</source>
        <translation>Отырыс жабылды.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices.py"/>
        <source>The sitting was never opened, so there is no protocol to tell of; no notice was written.</source>
        <translation>Отырыс ашылмаған, сондықтан сілтеме жасайтын хаттама жоқ; хабарлама жазылмады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>The sitting would be valid. Members: {members}; taking part: {here}; needed: {needed}. {point}</source>
        <translation>Отырыс заңды болар еді. Мүшелер: {members}; қатысады: {here}; қажеті: {needed}. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>The sitting would not be valid and could decide nothing. Members: {members}; taking part: {here}; needed: {needed}. {point}</source>
        <translation>Отырыс заңды болмас еді және ештеңе шеше алмас еді. Мүшелер: {members}; қатысады: {here}; қажеті: {needed}. {point}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>The sitting № {number} of {on} was opened: {place}, {form}.</source>
        <translation>{on} күнгі № {number} отырыс ашылды: {place}, {form}.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/log.py"/>
        <source>The sitting&apos;s log was changed from outside at act {n}; it was not opened. Put back a copy of the folder.</source>
        <translation>Отырыс журналының {n}-әрекеті сырттан өзгертілген; ол ашылмады. Қалтаның көшірмесін орнына қойыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>The smallest change that gives another result: {changes} (points in total: {points}). Then: {then}.</source>
        <translation>Басқа нәтиже беретін ең аз өзгеріс: {changes} (барлығы балл: {points}). Сонда: {then}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>The source itself carries two figures. The organiser chooses one; the choice is kept with the contest.</source>
        <translation>Дереккөздің өзінде екі сан тұр. Ұйымдастырушы біреуін таңдайды; таңдау конкурспен бірге сақталады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>The special opinion is recorded.</source>
        <translation>Ерекше пікір тіркелді.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>The statement is recorded.</source>
        <translation>Мәлімдеме жазылды.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The statement names exactly the applications that the member was recused from: {codes}.</source>
        <translation>Мәлімдемеде мүше қатысудан бас тартқан өтінімдер ғана және түгел көрсетіледі: {codes}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/reckoning.py"/>
        <source>The stored result has no application “{code}”; nothing was changed.</source>
        <translation>Сақталған нәтижеде «{code}» өтінімі жоқ; ештеңе өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/register.py"/>
        <source>The sum is above the {sum} KZT awarded; no contract was recorded.</source>
        <translation>Сома берілген {sum} теңгеден асады; шарт тіркелмеді.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>The sum recommended</source>
        <translation>Ұсынылған сома</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The sums come to {total} KZT, and {left} KZT are left for grants. Award less or name fewer.</source>
        <translation>Сомалар барлығы {total} теңге, ал гранттарға {left} теңге қалды. Азырақ сома беріңіз немесе азырақ жеңімпаз атаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The sums come to {total} KZT, and {saved} KZT are saved: of the {left} KZT left for grants, {kept} KZT are kept for the grants that nobody has in other territories ({n}). Award less or name fewer.</source>
        <translation>Сомалар барлығы {total} теңге, ал үнемделгені {saved} теңге: гранттарға қалған {left} теңгенің {kept} теңгесі басқа аумақтарда ешкім алмаған гранттарға ({n}) сақталады. Азырақ сома беріңіз немесе азырақ жеңімпаз атаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The surname “{surname}” is the father&apos;s name in “{patronymic}”, as where a grandfather&apos;s name became the surname: relatives, perhaps.</source>
        <translation>«{surname}» тегі «{patronymic}» ішіндегі әкесінің атымен бірдей: атасының аты тек болғандай, туыс болуы мүмкін.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The surnames differ by a slip at most (“{a}”, “{b}”): weak alone.</source>
        <translation>Тектердің айырмасы («{a}», «{b}») бір қате басудан аспайды: жалғыз өзі әлсіз белгі.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recounted.py"/>
        <source>The table has no application “{application}”.</source>
        <translation>Кестеде «{application}» өтінімі жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>The table has no column “{column}”, by which the rule tells equal totals apart; places stay shared.</source>
        <translation>Кестеде тең қорытындыларды ажырататын «{column}» бағаны жоқ; орындар ортақ болып қалады.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>The table has no column “{heading}”.</source>
        <translation>Кестеде «{heading}» бағаны жоқ.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>The table of applicants.</source>
        <translation>Өтініш берушілер кестесі.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>The table of applications</source>
        <translation>Өтінімдер кестесі</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>The table of marks is refused; nothing was counted. Correct these rows and count again.</source>
        <translation>Бағалар кестесі қабылданбады; ештеңе есептелген жоқ. Мына жолдарды түзетіп, қайта есептеңіз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>The table of the contest&apos;s people.</source>
        <translation>Конкурсқа қатысы бар адамдар кестесі.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/changes.py"/>
        <source>The table of the counting rule names no points for {figure}; nothing was counted.</source>
        <translation>Есептеу ережесінің кестесінде {figure} үшін балл жоқ; ештеңе есептелген жоқ.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/count.py"/>
        <source>The table, a CSV file.</source>
        <translation>Кесте, CSV файлы.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>The table: XLSX, XLS or CSV.</source>
        <translation>Кесте: XLSX, XLS немесе CSV.</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>The tie at the cut of {territory} is settled by named votes. Tied: {tied}; places: {places}; the chair&apos;s vote decides for {chosen}.</source>
        <translation>{territory}: өту шегіндегі тең балл атаулы дауыспен шешілді. Тең: {tied}; орын: {places}; төрағаның шешуші дауысымен – {chosen}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>The tied applications, in any order.</source>
        <translation>Балдары тең өтінімдер, кез келген ретпен.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The title in Kazakh and in Russian.</source>
        <translation>Қазақша және орысша атауы.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>The two passphrases differ.</source>
        <translation>Екі құпиясөз тіркесі бірдей емес.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>The two passphrases differ. Nothing was written; start again.</source>
        <translation>Екі құпиясөз тіркесі бірдей емес. Ештеңе жазылмады; қайтадан бастаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>The typed sheet</source>
        <translation>Енгізілген парақ</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The vote and its motion are recorded together, by the same person. Record the vote again.</source>
        <translation>Дауыс беру мен дауысқа қойылған мәселені бір адам бірге тіркейді. Дауыс беруді қайта тіркеңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/dialog.py"/>
        <source>The vote is recorded with every name; it decided nothing.</source>
        <translation>Дауыс беру атаулы түрде тіркелді; шешім қабылданған жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>The vote on the tie is recorded.</source>
        <translation>Тең балл бойынша дауыс беру тіркелді.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The votes are equal, and the chair is absent or has a conflict of interest here. Vote again.</source>
        <translation>Дауыстар тең, ал төраға қатыспайды немесе оның бұл мәселеде мүдделер қақтығысы бар. Қайта дауыс беріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>The votes are equal: the chair&apos;s vote decides</source>
        <translation>Дауыстар тең: төрағаның шешуші дауысы керек</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The votes are equal: {applications}. The chair&apos;s vote decides: choose {places} of them.</source>
        <translation>Дауыстар тең: {applications}. Төрағаның шешуші дауысы қажет: олардың ішінен {places} өтінімді таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The votes are equal: {applications}. Vote again.</source>
        <translation>Дауыстар тең: {applications}. Қайта дауыс беріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>The votes are equal: {codes}. {why} The commission votes again.</source>
        <translation>Дауыстар тең: {codes}. {why} Комиссия қайта дауыс береді.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The votes decide all places, so the chair has nothing to choose.</source>
        <translation>Барлық орын дауыспен шешілді, төраға таңдайтын ештеңе жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The votes on {codes} decided nothing, so their places stay free: only those above them are named.</source>
        <translation>{codes} бойынша дауыс беру шешім бермеді, сондықтан олардың орны бос қалады: тек олардан жоғары тұрғандар аталады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>The votes on {codes} decided nothing. Vote again on the ranking, or name the winners without their places, with the reason: the places stay free, and a further sitting decides.</source>
        <translation>{codes} бойынша дауыс беру шешім бермеді. Рейтинг бетінде қайта дауыс беріңіз немесе себебін жазып, жеңімпаздарды олардың орнынсыз атаңыз: орындар бос қалады, кейінгі отырыс шешеді.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>The way is recorded.</source>
        <translation>Тәсіл тіркелді.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>The window changes as soon as this has finished: {title}.</source>
        <translation>Терезе мына жұмыс аяқталған соң өзгереді: {title}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>The winners are named.</source>
        <translation>Жеңімпаздар айқындалды.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The winners are not named yet. Name them first; then those next in line can follow.</source>
        <translation>Жеңімпаздар әлі аталмаған. Алдымен оларды атаңыз, содан кейін кезекте тұрғандарды атауға болады.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/store.py"/>
        <source>The workspace could not keep this; nothing was changed: {reason}. Try again.</source>
        <translation>Жұмыс қалтасына сақтау мүмкін болмады; ештеңе өзгертілген жоқ: {reason}. Қайталап көріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/store.py"/>
        <source>The workspace is damaged and was not opened; nothing was changed. Put the folder back from a copy.</source>
        <translation>Жұмыс қалтасы бүлінген және ашылмады; ештеңе өзгертілген жоқ. Қалтаны көшірмесінен қалпына келтіріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/store.py"/>
        <source>The workspace “{folder}” can&apos;t be opened: {reason}. Choose another folder.</source>
        <translation>«{folder}» жұмыс қалтасын ашу мүмкін емес: {reason}. Басқа қалтаны таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Then come back</source>
        <translation>Сонда қайтып келеді</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Then leave</source>
        <translation>Сонда шығады</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>There are changes that are not stored yet. Store the commission.</source>
        <translation>Әлі сақталмаған өзгерістер бар. Комиссия құрамын сақтаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/agreement.py"/>
        <source>There are fewer than two members to compare.</source>
        <translation>Салыстыру үшін мүшелер екеуден аз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/resampling.py"/>
        <source>There are no panels to draw from a single member.</source>
        <translation>Бір ғана мүшеден құрам іріктеу мүмкін емес.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>There is a conflict of interest</source>
        <translation>Мүдделер қақтығысы бар</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>There is a conflict…</source>
        <translation>Қақтығыс бар…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>There is a key on this computer, but no card that tells whose it is. Make the card: it asks for the passphrase of this key and who you are.</source>
        <translation>Бұл компьютерде кілт бар, бірақ оның кімдікі екенін көрсететін карточка жоқ. Карточка жасаңыз: осы кілттің құпиясөз тіркесі және өзіңіз туралы мәлімет сұралады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/recovery.py"/>
        <source>There is a recovery key already. Make another in its place?</source>
        <translation>Қалпына келтіру кілті бұрыннан бар. Оның орнына басқасын жасау керек пе?</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>There is more than one proposed chair.</source>
        <translation>Төраға болып ұсынылған адам біреуден көп.</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>There is more than one secretary.</source>
        <translation>Хатшы біреуден көп.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../models/sitting/checking/further.py"/>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>There is no application “{application}” in this packet.</source>
        <translation>Бұл пакетте «{application}» өтінімі жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>There is no clash in this cell, so there is nothing to settle.</source>
        <translation>Бұл ұяшықта алшақтық жоқ, шешетін ештеңе жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>There is no conflict of interest</source>
        <translation>Мүдделер қақтығысы жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>There is no conflict…</source>
        <translation>Қақтығыс жоқ…</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>There is no criterion “{criterion}” in this contest.</source>
        <translation>Бұл конкурста «{criterion}» өлшемшарты жоқ.</translation>
    </message>
    <message>
        <location filename="../../desktop/window.py"/>
        <source>There is no display, so no window was opened. The commands work without one: `tandau --help`.</source>
        <translation>Экран жоқ, сондықтан терезе ашылмады. Пәрмендер экрансыз жұмыс істейді: `tandau --help`.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/__init__.py"/>
        <source>There is no language “{name}”; there are {names}.</source>
        <translation>«{name}» тілі жоқ; барлары: {names}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/paper_kinds.py"/>
        <source>There is no paper “{kind}”. There are: {kinds}.</source>
        <translation>«{kind}» деген құжат жоқ. Барлары: {kinds}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_files.py"/>
        <source>There is no profile “{name}”. Give a path to a .toml file or one of: {names}.</source>
        <translation>«{name}» профилі жоқ. .toml файлының жолын немесе мыналардың бірін көрсетіңіз: {names}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>There is no quorum.</source>
        <translation>Кворум жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>There is no quorum. Wait until enough members are in the room, and record who is back.</source>
        <translation>Кворум жоқ. Залда жеткілікті мүше болғанша күтіп, қайтып келгендерді тіркеңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>There is no recovery key: if keys or passphrases are lost, nobody else opens this packet and its score sheets. Make one before you build.</source>
        <translation>Қалпына келтіру кілті жоқ: кілттер немесе құпиясөз тіркестері жоғалса, бұл пакет пен оның бағалау парақтарын басқа ешкім аша алмайды. Пакетті жасамас бұрын кілтті жасаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>There is no territory “{territory}” in this contest.</source>
        <translation>Бұл конкурста «{territory}» аумағы жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>There is no total: the application was not ranked.</source>
        <translation>Жалпы балл жоқ: өтінім рейтингке енбеген.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>There is no way back. Save the protocol and the register first.</source>
        <translation>Қайтару мүмкін емес. Алдымен хаттама мен тізілімді сақтап алыңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>There is no “{path}”. Check the spelling and the folder.</source>
        <translation>«{path}» табылмады. Жазылуын және қалтасын тексеріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>These applications are not those tied at the cut now. Open the tie again.</source>
        <translation>Бұл өтінімдер қазір өту шегінде балы тең тұрған өтінімдер емес. Дауыс беруді қайта ашыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/admission.py"/>
        <source>These applications changed since the list was made; nobody was admitted. Make the list again.</source>
        <translation>Тізім жасалғаннан бері мына өтінімдер өзгерген; ешқайсысы конкурсқа жіберілген жоқ. Тізімді қайта жасаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <source>These applications changed since the report was made; nothing was stored. Make the report again.</source>
        <translation>Есеп жасалғаннан бері бұл өтінімдер өзгерген; ештеңе сақталмады. Есепті қайта жасаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/intake/source.py"/>
        <source>These columns are not recognised; nothing was taken in. Say for each what it holds, or leave it out.</source>
        <translation>Мына бағандар танылмады; ештеңе қабылданған жоқ. Әрқайсысында не жазылғанын көрсетіңіз немесе оны алмаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>These lines of the paper sheet are not confirmed yet; it was not handed in:</source>
        <translation>Қағаз парақтың мына жолдары әлі расталмаған; парақ тапсырылған жоқ:</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>These people have no key yet; no packet was built. Take their cards first.</source>
        <translation>Мына адамдардың кілті әлі жоқ; пакет жасалмады. Алдымен олардың карточкаларын қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>These winners differ from what the ranking proposes. Write the reason, for the protocol.</source>
        <translation>Бұл жеңімпаздар рейтинг ұсынғаннан өзгеше. Хаттама үшін себебін жазыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>They are frozen from now on; changing them makes a new version with a reason.</source>
        <translation>Осыдан былай олар өзгермейді; өзгерту себебі көрсетілген жаңа нұсқа жасайды.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>They close at once. Their marks stay sealed on this computer: nobody reads them, they stand in no sheet and in no total.</source>
        <translation>Олар бірден жабылады. Балдары осы компьютерде жабық күйінде қалады: оларды ешкім оқымайды, ешбір параққа да, жалпы балға да енбейді.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>This PDF is damaged; nothing was checked.</source>
        <translation>Бұл PDF бүлінген; ештеңе тексерілген жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk.py"/>
        <source>This attachment does not belong to “{application}”.</source>
        <translation>Бұл қосымша «{application}» өтініміне жатпайды.</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>This changes what was decided before, so it needs a reason; nothing was changed.</source>
        <translation>Бұл бұрынғы шешімді өзгертеді, сондықтан себебі керек; ештеңе өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/room.py"/>
        <source>This computer counts wrongly, so no sitting can be held on it. Nothing was recorded.</source>
        <translation>Бұл компьютер қате есептейді, сондықтан онда отырыс өткізуге болмайды. Ештеңе тіркелген жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>This contest</source>
        <translation>Осы конкурс</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>This contest gives no money, so no sum is awarded. Leave the sum empty.</source>
        <translation>Бұл конкурста ақша берілмейді, сондықтан сома жазылмайды. Соманы бос қалдырыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>This contest has approved criteria (version {n}) and nothing was changed. Make a new version of them.</source>
        <translation>Бұл конкурстың бекітілген өлшемшарттары бар ({n}-нұсқа), ештеңе өзгерген жоқ. Олардың жаңа нұсқасын жасаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/pairs.py"/>
        <source>This contest has no such person or application; no decision was stored.</source>
        <translation>Бұл конкурста мұндай адам немесе өтінім жоқ; шешім сақталған жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/declarations.py"/>
        <source>This contest has no such person; nothing was stored.</source>
        <translation>Бұл конкурста мұндай адам жоқ; ештеңе сақталған жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>This contest is in the central file already; nothing was changed.</source>
        <translation>Бұл конкурс орталық файлда бар; ештеңе өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>This contest is not in the central file; nothing was changed. Choose one from the list.</source>
        <translation>Бұл конкурс орталық файлда жоқ; ештеңе өзгертілмеді. Тізімнен таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>This contest is not in this central file.</source>
        <translation>Бұл конкурс осы орталық файлда жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>This contest&apos;s rule settles ties in another way than by vote.</source>
        <translation>Бұл конкурстың ережесі тең балл мәселесін дауыспен емес, басқа тәсілмен шешеді.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>This file can&apos;t be shown here</source>
        <translation>Бұл файлды мұнда көрсету мүмкін емес</translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>This file is damaged or cut short; nothing was taken from it. Ask for it again.</source>
        <translation>Бұл файл бүлінген немесе толық емес; одан ештеңе алынбады. Оны қайта сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/sheet_files.py"/>
        <source>This file is no score sheet; nothing was taken from it.</source>
        <translation>Бұл файл бағалау парағы емес; одан ештеңе алынбады.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>This file is not sealed to your key, so it can&apos;t be opened. Ask for one made for you.</source>
        <translation>Бұл файл сіздің кілтіңіз үшін мөрленбеген, сондықтан оны ашу мүмкін емес. Өзіңізге арналған файлды сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/sheet_files.py"/>
        <source>This file is too large to be a score sheet; it was not opened.</source>
        <translation>Бұл файл бағалау парағы болу үшін тым үлкен; ол ашылмады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>This is a draft. It comes into force when it is approved; until then nothing changes.</source>
        <translation>Бұл – жоба. Ол бекітілгенде күшіне енеді; оған дейін ештеңе өзгермейді.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/lot.py"/>
        <source>This is lot № {draw} of the sitting. Draw it with this number.</source>
        <translation>Бұл – отырыстың № {draw} жеребесі. Оны осы нөмірмен тартыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>This is needed for the approval.</source>
        <translation>Бекіту үшін бұл қажет.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>This is no IIN: 12 digits with a right check digit.</source>
        <translation>Бұл ЖСН емес: бақылау цифры дұрыс 12 цифр керек.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>This is no IIN: 12 digits with a right check digit. Leave it empty else.</source>
        <translation>Бұл ЖСН емес: бақылау саны дұрыс 12 цифр керек. Әйтпесе бос қалдырыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>This is no address of a central database; nothing was done. Write it as postgresql://user@host/database, or name a file.</source>
        <translation>Бұл орталық дерекқордың мекенжайы емес; ештеңе жасалмады. postgresql://user@host/database түрінде жазыңыз немесе файлды көрсетіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/public_keys.py"/>
        <source>This is not a public key that Tandau can use (ssh-ed25519). Ask the person to export the card again.</source>
        <translation>Бұл «Таңдау» бағдарламасы пайдалана алатын ашық кілт (ssh-ed25519) емес. Ол адамнан карточканы қайта шығаруды сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/signatures.py"/>
        <source>This is not a signature; the file was not taken.</source>
        <translation>Бұл қолтаңба емес; файл қабылданбады.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>This is not finished yet: {title}. Stop it and close?</source>
        <translation>Бұл жұмыс әлі аяқталған жоқ: {title}. Тоқтатып, терезені жабу керек пе?</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>This is not the key of {name}, whom the commission elected chair; nothing was signed. Choose the chair&apos;s key file.</source>
        <translation>Бұл – комиссия төраға етіп сайлаған адамның ({name}) кілті емес; ештеңеге қол қойылған жоқ. Төрағаның кілт файлын таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>This is not the order of the line, or a choice among equal ones: the reason is needed.</source>
        <translation>Бұл кезек тәртібі емес немесе тең өтінімдердің арасынан таңдау: негіздеме қажет.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>This is not the order of those next in line, or a choice among equal ones. Write the reason.</source>
        <translation>Бұл кезек тәртібі емес немесе тең өтінімдердің арасынан таңдау. Негіздемесін жазыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk_packets.py"/>
        <source>This is revision {old} of the packet; you work on revision {new} already. Nothing was changed: go on in revision {new}.</source>
        <translation>Бұл – пакеттің {old}-редакциясы; сіз {new}-редакциямен жұмыс істеп жатырсыз. Ештеңе өзгерген жоқ: {new}-редакцияда жалғастырыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/contract.py"/>
        <source>This is the next in line for a grant that became free: the commission&apos;s decision is the reason.</source>
        <translation>Бұл – босаған грантқа кезекте тұрған өтініш беруші: негізі – комиссияның шешімі.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>This is the order of the line.</source>
        <translation>Бұл – кезек тәртібі.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>This key belongs to nobody enrolled; nothing was changed. Enrol the person as staff and take the card.</source>
        <translation>Бұл кілт комиссия құрамына енгізілгендердің ешқайсысына тиесілі емес; ештеңе өзгерген жоқ. Адамды қызметкер ретінде енгізіп, карточкасын қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/pairs.py"/>
        <source>This kind of conflict is not one of the contest&apos;s rules; no decision was stored.</source>
        <translation>Қақтығыстың бұл түрі конкурс қағидаларында жоқ; шешім сақталған жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/former.py"/>
        <source>This laptop keeps another course of the same sitting: other acts, or sheets that this result does not name. Nothing was taken. Hold the further sitting on a laptop that held the first one, or on one that knows nothing of it.</source>
        <translation>Бұл ноутбукте сол отырыстың басқа барысы сақтаулы: басқа әрекеттер немесе бұл нәтижеде аталмаған парақтар. Ештеңе алынған жоқ. Кейінгі отырысты алғашқысы өткен ноутбукте немесе ол туралы ештеңе сақталмаған ноутбукте өткізіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/statements.py"/>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>This member has no conflict of interest here, so there is nothing to state.</source>
        <translation>Бұл мүшенің мұнда мүдделер қақтығысы жоқ, сондықтан мәлімдейтін ештеңе жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/register.py"/>
        <source>This needs a reason, because it changes what was decided or recorded; nothing was changed.</source>
        <translation>Бұған себеп керек, өйткені шешілген немесе тіркелген нәрсе өзгереді; ештеңе өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>This needs its packet and the key of one of the packet&apos;s readers; give both together with this.</source>
        <translation>Бұл үшін оның пакеті және пакетті оқи алатын адамның кілті керек; екеуін осымен бірге беріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>This needs its packet; give it together with the sheet.</source>
        <translation>Ол үшін пакеті керек; оны бағалау парағымен бірге беріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>This needs the key of one of its readers.</source>
        <translation>Ол үшін оқуға құқылы адамдардың бірінің кілті керек.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>This needs the key of the chair, the secretary or the member.</source>
        <translation>Ол үшін төрағаның, хатшының немесе мүшенің кілті керек.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>This needs the result file with SHA-256 {sha}; give it together with the protocol.</source>
        <translation>Ол үшін SHA-256 таңбасы {sha} нәтиже файлы керек; оны хаттамамен бірге беріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>This needs the result of the earlier sitting; give it together with this one.</source>
        <translation>Ол үшін бұрынғы отырыстың нәтижесі керек; оны осы файлмен бірге беріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/state.py"/>
        <source>This packet carries no approved criteria, so nothing can be counted. Build it after approval.</source>
        <translation>Бұл пакетте бекітілген өлшемшарттар жоқ, сондықтан ештеңе есептелмейді. Пакетті бекіткеннен кейін жасаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/sheet_files.py"/>
        <source>This paper sheet was not taken. A second person looks at the paper and confirms.</source>
        <translation>Бұл қағаз парақ қабылданбады. Екінші адам қағаз нұсқасын қарап, растауы керек.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>This person scores nothing, so the result is the same either way.</source>
        <translation>Бұл адам балл қоймайды, сондықтан нәтиже екі жағдайда да бірдей.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/former.py"/>
        <source>This result contradicts the packet that it names: commission, applications, grants or rules differ. Nothing was taken. Ask the chair for the result as it was signed.</source>
        <translation>Бұл нәтиже өзі атаған пакетке қайшы: комиссия, өтінімдер, гранттар немесе ережелер басқа. Ештеңе қабылданған жоқ. Төрағадан қол қойылған күйіндегі нәтижені сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/handing_out.py"/>
        <source>This result has no paper of this kind: nothing was decided that it would tell of.</source>
        <translation>Бұл нәтижеде мұндай құжат жоқ: ол баяндайтын шешім қабылданбаған.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>This revision is signed with another key than the one before. Ring the secretary and compare the figures above before you go on.</source>
        <translation>Бұл редакцияға бұрынғыдан басқа кілтпен қол қойылған. Жалғастырмас бұрын хатшыға қоңырау шалып, жоғарыдағы сандарды салыстырыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/room.py"/>
        <source>This sheet came after decisions that could not stand with it; it was not taken. What the member says is recorded at the sitting: a mark as a reopened mark, a conflict of interest as a decision by vote.</source>
        <translation>Бұл бағалау парағы онымен сыйыспайтын шешімдерден кейін келді; ол қабылданған жоқ. Мүшенің айтқаны отырыста тіркеледі: баға – қайта қаралған баға ретінде, мүдделер қақтығысы – дауыс беру арқылы қабылданған шешім ретінде.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet can&apos;t be counted and was not taken. The member mends it and hands in a new revision.</source>
        <translation>Бұл бағалау парағын есепке алу мүмкін емес, ол қабылданбады. Комиссия мүшесі оны түзетіп, жаңа редакциясын тапсырсын.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet is for another contest; it was not taken. Take it in at that contest.</source>
        <translation>Бұл бағалау парағы басқа конкурсқа тиесілі; ол қабылданбады. Оны сол конкурста қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>This sheet is handed in and closed. The sitting takes it in like every other.</source>
        <translation>Бұл парақ тапсырылған және жабылған. Отырыс оны басқалардай қабылдайды.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/sheet_files.py"/>
        <source>This sheet must be signed with the key of whom it belongs to; it was not handed in.</source>
        <translation>Бұл бағалау парағына оның иесінің кілтімен қол қойылуы керек; парақ тапсырылмады.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet names version {old} of the roster, the packet has {new}; it was not taken. The member opens the packet again and hands in again.</source>
        <translation>Бұл бағалау парағында комиссия құрамының {old}-нұсқасы көрсетілген, ал пакетте {new}-нұсқа; парақ қабылданбады. Комиссия мүшесі пакетті қайта ашып, парақты қайта тапсырсын.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/declarations.py"/>
        <source>This sheet was made for a packet that this central file did not build.</source>
        <translation>Бұл парақ осы орталық файл құрмаған пакетке арналған.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet was made for another packet of this contest; it was not taken. The member opens revision {new} (the marks carry over) and hands in again.</source>
        <translation>Бұл бағалау парағы осы конкурстың басқа пакеті бойынша жасалған; ол қабылданбады. Комиссия мүшесі {new}-редакцияны ашып (балдар көшіріледі), парақты қайта тапсырсын.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet was made for another packet that calls itself revision {n} as well; it was not taken. Ask the secretary which of the two counts.</source>
        <translation>Бұл бағалау парағы сондай-ақ өзін {n}-редакция деп атайтын басқа пакет бойынша толтырылған; ол қабылданған жоқ. Екеуінің қайсысы жарамды екенін хатшыдан сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet was made for revision {old} of the packet, the sitting uses revision {new}; it was not taken. The member opens revision {new} (the marks carry over) and hands in again.</source>
        <translation>Бұл бағалау парағы пакеттің {old}-редакциясы бойынша жасалған, ал отырыста {new}-редакция қолданылады; парақ қабылданбады. Комиссия мүшесі {new}-редакцияны ашып (балдар көшіріледі), парақты қайта тапсырсын.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet was scored by other criteria than the approved ones; it was not taken. It is scored anew.</source>
        <translation>Бұл бағалау парағы бекітілген бағалау өлшемшарттарынан өзге өлшемшарттар бойынша толтырылған; ол қабылданбады. Қайта бағалау қажет.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>This sheet was typed for revision {n} of the packet and does not count for the newest one. Every application or the criteria changed since: print the new sheet for the member and type it in.</source>
        <translation>Бұл парақ пакеттің {n}-редакциясы үшін енгізілген, ең жаңа редакцияда есептелмейді. Содан бері барлық өтінім немесе өлшемшарттар өзгерген: мүшеге жаңа парақты басып шығарып, содан кейін енгізіңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>This sheet was typed for revision {n} of the packet and does not count for the newest one. Lines that can be carried over, because the application is unchanged: {kept}. New or changed, so the member marks them on a new sheet: {anew}.</source>
        <translation>Бұл парақ пакеттің {n}-редакциясы үшін енгізілген, ең жаңа редакцияда есептелмейді. Өтінімі өзгермегендіктен көшіруге болатын жолдар: {kept}. Жаңа немесе өзгерген өтінімдер, мүше оларды жаңа парақта бағалайды: {anew}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>This sheet was typed for revision {n} of the packet and does not count for the newest one. No application changed since: all {kept} lines can be carried over. A second person confirms them anew.</source>
        <translation>Бұл парақ пакеттің {n}-редакциясы үшін енгізілген, ең жаңа редакцияда есептелмейді. Содан бері бірде-бір өтінім өзгермеген: барлық жолды көшіруге болады, жол саны – {kept}. Оларды екінші адам қайта растайды.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>This sitting is closed. Open a further sitting for a new decision.</source>
        <translation>Бұл отырыс жабылған. Жаңа шешім үшін келесі отырысты ашыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>This sitting is open already.</source>
        <translation>Бұл отырыс ашылып қойған.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>This vote decides. Record the decision itself.</source>
        <translation>Бұл дауыс беру бойынша шешім қабылданды. Шешімнің өзін тіркеңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>This vote is about applications outside the open item: {codes}. Close the item first.</source>
        <translation>Бұл дауыс беру ашық мәселеге кірмейтін өтінімдерге қатысты: {codes}. Алдымен мәселені жабыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/store.py"/>
        <source>This workspace belongs to another person&apos;s key; it was not opened. Use that key or another folder.</source>
        <translation>Бұл жұмыс қалтасы басқа адамның кілтіне тиесілі; ол ашылмады. Сол кілтті немесе басқа қалтаны пайдаланыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/store.py"/>
        <source>This workspace was made by a newer version of Tandau; it was not opened. Update this program.</source>
        <translation>Бұл жұмыс қалтасы «Таңдау» бағдарламасының жаңарақ нұсқасында жасалған; ол ашылмады. Бағдарламаны жаңартыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Those that were taken in there</source>
        <translation>Сонда қабылданғандары</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Those who share a number are equal: neither points nor votes tell them apart. If one of the winners leaves, the commission decides which of them follows.</source>
        <translation>Нөмірі ортақ өтінімдер тең: оларды балл да, дауыс та ажыратпайды. Жеңімпаздардың бірі шықса, олардың қайсысы кезекпен өтетінін комиссия шешеді.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>Threshold</source>
        <translation>Шекті балл</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Throw all away</source>
        <translation>Бәрін алып тастау</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Throw this trial away</source>
        <translation>Осы сынақты алып тастау</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Ticked is what the ranking proposes, with the sum asked. {point}</source>
        <translation>Рейтинг ұсынған өтінімдер сұралған сомасымен белгіленген. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Ticked is what the ranking proposes. {point}</source>
        <translation>Рейтинг ұсынғандары белгіленген. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Ticked is whom the order of the line names. The commission decides by vote. {point}</source>
        <translation>Кезек тәртібі бойынша аталатындар белгіленген. Комиссия дауыс беріп шешеді. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Tied: {codes}; places: {n}</source>
        <translation>Балы тең: {codes}; орын саны: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Ties compared by</source>
        <translation>Тең балл кезінде салыстырылғаны</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Time</source>
        <translation>Уақыты</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Title</source>
        <translation>Атауы</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Title and parties</source>
        <translation>Атауы мен тараптар</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Title in Kazakh</source>
        <translation>Қазақша атауы</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Title in Russian</source>
        <translation>Орысша атауы</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <source>Title of the project</source>
        <translation>Жоба атауы</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>Titles</source>
        <translation>Атаулары</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>To</source>
        <translation>Соңы</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>To be ranked</source>
        <translation>Рейтингке ену үшін</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>To be signed</source>
        <translation>Қол қойылуы керек</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>To decide</source>
        <translation>Шешілмегендер</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>To look at</source>
        <translation>Назар аударыңыз</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>To sit down at a laptop, set TANDAU_HOME to one of these folders and start tandau:</source>
        <translation>Ноутбукке отыру үшін TANDAU_HOME айнымалысына осы қалталардың бірін беріп, tandau бағдарламасын іске қосыңыз:</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>To the commission</source>
        <translation>Комиссия құрамына</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>To the declarations</source>
        <translation>Мәлімдемелерге</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>To the list</source>
        <translation>Тізімге</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Too few marks even if everybody comes</source>
        <translation>Барлығы келсе де, бағалар жетпейді</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/desk/hand_in.py"/>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Total</source>
        <translation>Жалпы балл</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Total at the cut line</source>
        <translation>Өту шегіндегі жалпы балл</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Total cost</source>
        <translation>Жалпы құны</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <source>Total, with the middle 95 of 100 resampled panels</source>
        <translation>Жалпы балл және кездейсоқ құрамдардың ортадағы 95 пайызы</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>Total: {n} of {of}</source>
        <translation>Жалпы балл: {n} / {of}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <source>Totals about the cut line</source>
        <translation>Өту шегі маңындағы жалпы балдар</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>Totals are printed</source>
        <translation>Жалпы балл басылып шығады</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Totals can&apos;t be compared even if all awaited marks come. Different numbers of marks: {sizes}.</source>
        <translation>Күтілетін бағалардың бәрі келсе де, жалпы баллдарды салыстыруға болмайды. Бағалар саны әртүрлі: {sizes}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>Touches the contest without sitting in it</source>
        <translation>Конкурспен жұмыс істейді, бірақ отырысқа қатыспайды</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Trial</source>
        <translation>Сынақ</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Trial {n}</source>
        <translation>{n}-сынақ</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Trials side by side</source>
        <translation>Сынақтар қатар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Try any attendance out. Nothing here is recorded.</source>
        <translation>Кез келген қатысуды сынап көріңіз. Мұнда ештеңе тіркелмейді.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Try decisions on a copy</source>
        <translation>Шешімдерді көшірмеде сынап көру</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Try decisions…</source>
        <translation>Шешімдерді сынау…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Type</source>
        <translation>Түрі</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Type it in</source>
        <translation>Енгізу</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Typed by</source>
        <translation>Енгізген</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Undecided</source>
        <translation>Шешілмеген</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Undecided or sent back for mending, not in it: {n}.</source>
        <translation>Шешім қабылданбаған немесе түзетуге қайтарылған, пакетке кірмейтін өтінімдер: {n}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>Unequal numbers of marks</source>
        <translation>Баға саны тең емес болса</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>Unequal numbers of marks, and no way is chosen: {territory}.</source>
        <translation>Баға саны тең емес, тәсіл таңдалмаған: {territory}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Unequal numbers of marks: totals can&apos;t be compared, so nothing is ranked. Fewer marks: {codes}.</source>
        <translation>Баға саны тең емес: жалпы балдарды салыстыруға болмайды, сондықтан рейтинг құрылмайды. Бағасы аз: {codes}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Unequal panels ({territory}): {way}.</source>
        <translation>Баға саны тең емес ({territory}): {way}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Unequal panels: {territory}</source>
        <translation>Баға саны тең емес: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Unknown kind</source>
        <translation>Түрі белгісіз</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Unlock</source>
        <translation>Ашу</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <source>Unlock my key…</source>
        <translation>Кілтімді ашу…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/session.py"/>
        <source>Unlock your key</source>
        <translation>Кілтіңізді ашыңыз</translation>
    </message>
    <message>
        <location filename="../../ui/shell/session.py"/>
        <source>Unlocking the key</source>
        <translation>Кілт ашылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Used for this search only, and kept in the central file: no packet, sheet or result carries it.</source>
        <translation>Осы іздеуге ғана қолданылады және орталық файлда сақталады: пакетке де, параққа да, нәтижеге де енбейді.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Value</source>
        <translation>Мәні</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Values</source>
        <translation>Мәндері</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Version of the commission</source>
        <translation>Комиссия құрамының нұсқасы</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Version {n}</source>
        <translation>{n}-нұсқа</translation>
    </message>
    <message>
        <location filename="../../models/packet/roster_files.py"/>
        <source>Version {n} of the commission does not follow from the one before: the list was changed from outside. Put back a copy of the file.</source>
        <translation>Комиссия құрамының {n}-нұсқасы алдыңғысының жалғасы емес: тізім сырттан өзгертілген. Файлдың көшірмесін орнына қойыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Versions</source>
        <translation>Нұсқалар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Views</source>
        <translation>Көріністер</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Vote again, or name the winners without these places: they stay free, and a further sitting decides.</source>
        <translation>Қайта дауыс беріңіз немесе жеңімпаздарды осы орындарсыз атаңыз: олар бос қалады, кейінгі отырыс шешеді.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Vote on a tie ({territory}): {codes}; places left: {places}.</source>
        <translation>Тең балл бойынша дауыс беру ({territory}): {codes}; қалған орын: {places}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>Vote on the tie: {territory}</source>
        <translation>Тең балл бойынша дауыс беру: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Vote on the tie…</source>
        <translation>Тең балл бойынша дауыс беру…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>Voted: {n} of {of}; abstained: {abstained}. Votes: {counts}.</source>
        <translation>Дауыс бергендер: {n} / {of}; қалыс қалғандар: {abstained}. Дауыстар: {counts}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Votes by name</source>
        <translation>Атаулы дауыстар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Votes for this decision</source>
        <translation>Осы шешім бойынша дауыстар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Votes on it that decided nothing: {n}.</source>
        <translation>Шешім бермеген дауыс берулер: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Votes, where the commission votes on it</source>
        <translation>Комиссия дауыс берсе – дауыстар</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>Wait for the missing marks: the member hands in a further revision</source>
        <translation>Жетпейтін бағаларды күту: мүше парақтың келесі редакциясын тапсырады</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Warning: {text}</source>
        <translation>Ескерту: {text}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Watch a folder…</source>
        <translation>Қалтаны бақылау…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Watching “{folder}”.</source>
        <translation>«{folder}» бақылануда.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Way</source>
        <translation>Тәсіл</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Weight: {weight}</source>
        <translation>Салмағы: {weight}</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>What</source>
        <translation>Не</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>What a column holds; “-” leaves it out. It is remembered.</source>
        <translation>Бағанда не жазылған; «-» – баған алынбайды. Есте сақталады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>What became of it</source>
        <translation>Нәтижесі</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>What becomes of it</source>
        <translation>Не болады</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <source>What changed</source>
        <translation>Не өзгерді</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>What changed since the last revision</source>
        <translation>Соңғы редакциядан бері не өзгерді</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/table.py"/>
        <location filename="../../ui/office/intake/report.py"/>
        <source>What changes</source>
        <translation>Не өзгереді</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/typing.py"/>
        <source>What differs from the paper?</source>
        <translation>Қағаздан қандай айырмашылығы бар?</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>What happened</source>
        <translation>Не болды</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/pairs.py"/>
        <source>What is known of these people changed since the report was made; nothing was stored. Make it again.</source>
        <translation>Есеп жасалғаннан кейін бұл адамдар туралы деректер өзгерді; ештеңе сақталған жоқ. Есепті қайта жасаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>What is left empty gets a line to be written on by hand.</source>
        <translation>Бос қалдырылған жерге қолмен жазатын орын қойылады.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>What is open</source>
        <translation>Не шешілмеген</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>What is saved</source>
        <translation>Үнемделген қаражат</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>What is saved of the fund</source>
        <translation>Қордан үнемделген қаражат</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <source>What is shared</source>
        <translation>Не ортақ</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>What is weighed, in Kazakh</source>
        <translation>Не бағаланады, қазақша</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>What is weighed, in Russian</source>
        <translation>Не бағаланады, орысша</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>What it comes to</source>
        <translation>Нәтижесі</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>What it holds</source>
        <translation>Не жазылған</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>What it says</source>
        <translation>Мазмұны</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>What it stands on, for the protocol</source>
        <translation>Неге негізделген (хаттама үшін)</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>What kind of conflict of interest?</source>
        <translation>Мүдделер қақтығысының түрі қандай?</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>What only the sheet here holds would be lost.</source>
        <translation>Тек осындағы парақта бар нәрсе жоғалады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>What storing the result would do</source>
        <translation>Нәтижені сақтау не өзгертеді</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>What the declarations so far and any attendance would come to, before anybody is called together: whether the sitting is valid, what can be ranked, and the list by each lawful way.</source>
        <translation>Қазіргі мәлімдемелер мен кез келген қатысу неге әкелетіні, жиналысқа шақырмай тұрып: отырыс заңды ма, нені рейтингке қоюға болады және әр заңды тәсіл бойынша тізім.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>What the member states</source>
        <translation>Мүше не айтады</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>What the new version changes</source>
        <translation>Жаңа нұсқа нені өзгертеді</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>What the result hangs on: members, pairs and criteria left out, resampled panels, the smallest change of marks. A decision aid for chair and secretary, never the official total. Only that it was opened is recorded.</source>
        <translation>Нәтиже неге байланысты: мүшелерсіз, мүше жұптарынсыз, өлшемшарттарсыз есептеу, кездейсоқ іріктелген құрамдар, балдардың ең аз өзгерісі. Төраға мен хатшыға арналған көмекші есеп, ешқашан ресми жалпы балл болмайды. Тек ашылғаны тіркеледі.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>What the selected column holds</source>
        <translation>Таңдалған бағанда не жазылған</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>What the trial changes</source>
        <translation>Сынақ нені өзгертеді</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <source>What this revision changed</source>
        <translation>Осы редакциядағы өзгерістер</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>What to do</source>
        <translation>Не істеу керек</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>What to do now: save your card to a USB stick, give it to the secretary, and wait for the packet of the contest. The key itself stays on this computer: give it and its passphrase to nobody.</source>
        <translation>Енді не істеу керек: карточкаңызды USB-тасымалдағышқа сақтап, хатшыға беріңіз де, конкурс пакетін күтіңіз. Кілттің өзі осы компьютерде қалады: оны да, құпиясөз тіркесін де ешкімге бермеңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>What to show</source>
        <translation>Нені көрсету</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>What to show of the report</source>
        <translation>Есептен нені көрсету керек</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>What to suppose</source>
        <translation>Нені болжау керек</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>What was decided</source>
        <translation>Не шешілді</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>What was destroyed</source>
        <translation>Не жойылды</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/recovery.py"/>
        <source>What was sealed before stays open to the old key only: keep it. Packets and sheets made from now on open with the new one. Storing the commission asks for the reason.</source>
        <translation>Бұрын мөрленген файлдарды тек ескі кілт ашады: оны сақтаңыз. Құрам сақталғаннан кейін жасалған пакеттер мен парақтар жаңа кілтпен ашылады. Құрамды сақтағанда себебі сұралады.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_files.py"/>
        <source>What “{name}” holds was confirmed of another paper; it was not taken. Ask who sent it.</source>
        <translation>«{name}» ішіндегі растау басқа қағаз параққа қатысты; ол алынған жоқ. Кім жібергенін сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/desk/hand_in.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>When</source>
        <translation>Уақыты</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>When the purpose has ended, the law has personal data destroyed. Names, IIN, contacts, texts, reasons and attachments of this contest go for ever; codes, marks, points, decisions and sums stay. Copies of the file and packets on USB sticks are destroyed by hand.</source>
        <translation>Мақсатқа жеткен соң заң дербес деректерді жоюды талап етеді. Осы конкурстағы аты-жөндер, ЖСН, байланыс деректері, мәтіндер, негіздемелер мен қосымшалар біржола жойылады; кодтар, бағалар, балдар, шешімдер мен сомалар қалады. Файлдың көшірмелері мен USB-тасымалдағыштардағы пакеттер қолмен жойылады.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>When the secretary takes your card, read these figures to each other, best by phone or face to face. If they are the same, nobody has exchanged the card on the way.</source>
        <translation>Хатшы карточкаңызды қабылдағанда, осы сандарды бір-біріңізге оқыңыз, дұрысы – телефонмен немесе бетпе-бет. Сандар бірдей болса, карточканы жолда ешкім ауыстырмаған.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>When they were approved.</source>
        <translation>Қашан бекітілді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Where</source>
        <translation>Қайда</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Where a member is not sure, the commission decides by vote; where two sheets differ, a person chooses.</source>
        <translation>Мүше сенімді болмаса, комиссия дауыспен шешеді; екі парақ әртүрлі болса, адам таңдайды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Where applicants turn to</source>
        <translation>Өтініш берушілер қайда хабарласады</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>Where applicants turn to, for the notices.</source>
        <translation>Хабарламалар үшін: өтініш берушілер қайда хабарласады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Where are the score sheets?</source>
        <translation>Бағалау парақтары қайда?</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Where it is carried out</source>
        <translation>Іске асырылатын жері</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Where more are named than grants are free, all of them together get {sum} KZT at most.</source>
        <translation>Бос гранттар санынан көп жеңімпаз танылса, олардың барлығына бірге ең көбі {sum} ₸ беріледі.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Where shall “{name}” be opened?</source>
        <translation>«{name}» файлын қай жерде ашу керек?</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers_office.py"/>
        <source>Where the paper is written, as printed.</source>
        <translation>Қағаз жасалған жер, қағазда тұратын түрінде.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Where to build the packet</source>
        <translation>Пакет қайда жасалсын</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>Where to put the score sheet</source>
        <translation>Бағалау парағы қайда сақталсын</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/recovery.py"/>
        <source>Where to save the recovery key</source>
        <translation>Қалпына келтіру кілтін қайда сақтау керек</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Where to save your sheet, e.g. the USB stick</source>
        <translation>Парағыңызды қайда сақтау керек, мысалы, USB-тасымалдағышқа</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Whether it wins for certain under all scenarios, under some, or under none</source>
        <translation>Жағдайлардың барлығында, кейбірінде немесе ешқайсысында анық жеңе ме</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <source>Which applications to show</source>
        <translation>Қай өтінімдерді көрсету керек</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Which list to show</source>
        <translation>Қай тізімді көрсету керек</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>Which pairs to show</source>
        <translation>Қай жұптарды көрсету керек</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Who</source>
        <translation>Кімдер</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>Who and when</source>
        <translation>Кім және қашан</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Who approved the criteria; with the three below.</source>
        <translation>Бағалау өлшемшарттарын кім бекітті; төмендегі үшеуімен бірге.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/welcome.py"/>
        <source>Who are you, and what did you come for?</source>
        <translation>Сіз кімсіз және не үшін келдіңіз?</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Who changed the admitted list, when and why; and any published list compared with any other.</source>
        <translation>Жіберілгендер тізімін кім, қашан, неге өзгертті; жарияланған кез келген тізімді басқасымен салыстыру.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Who fares otherwise</source>
        <translation>Кімнің нәтижесі өзгереді</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Who gave it</source>
        <translation>Кім берді</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Who in the commission and the office may be connected with whom among the applicants, each with the reason. It is a question to a person, never a verdict: you decide, once and for good.</source>
        <translation>Комиссия мен кеңседен кімнің өтініш берушілердің қайсысымен байланысы болуы мүмкін екені, әрқайсысы себебімен. Бұл – адамға қойылған сұрақ, үкім емес: бір рет, біржола сіз шешесіз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Who is expected</source>
        <translation>Кім күтіледі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Who is proposed as chair</source>
        <translation>Төрағалыққа кім ұсынылады</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Who left: {application}</source>
        <translation>Кім шықты: {application}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Who may apply</source>
        <translation>Кім өтініш бере алады</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>Who may open the central database is decided by its own users and roles; nothing was changed.</source>
        <translation>Орталық дерекқорды кім аша алатынын оның өз пайдаланушылары мен рөлдері айқындайды; ештеңе өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>Who shall open this central file no more?</source>
        <translation>Осы орталық файлға кімнің рұқсатын кері алу керек?</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>Who signs the notices (else left to be written).</source>
        <translation>Хабарламаларға кім қол қояды (әйтпесе қолмен жазылады).</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Who wins, by code</source>
        <translation>Кім жеңеді (коды бойынша)</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Who won, with what points, in which contest; contracts and their deadlines; who is next in line.</source>
        <translation>Кім, қанша балмен, қай конкурста жеңді; шарттар мен олардың мерзімдері; кезекте кім тұр.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/typing.py"/>
        <source>Whoever typed it reads this and types the line again.</source>
        <translation>Енгізген адам мұны оқып, жолды қайта енгізеді.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>Whom it concerns and how; it stands in your sheet. You may leave it empty.</source>
        <translation>Кімге және қалай қатысты екені; бағалау парағыңызда тұрады. Бос қалдыруға болады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>Whose card is this? It says: {name}</source>
        <translation>Бұл кімнің карточкасы? Онда жазылғаны: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Whose grant it is</source>
        <translation>Кімнің гранты</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Whose sum is furthest from the median of the others&apos;, and by how much</source>
        <translation>Кімнің қосындысы басқалардың медианасынан ең алыс және қаншаға</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <source>Why</source>
        <translation>Себебі</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Why are the criteria changed?</source>
        <translation>Өлшемшарттар неге өзгертіледі?</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Why did this change?</source>
        <translation>Бұл неге өзгерді?</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Why do you correct your sheet?</source>
        <translation>Парағыңызды неліктен түзетесіз?</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Why is the commission changed?</source>
        <translation>Комиссия құрамы неге өзгертіледі?</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Why is the contract date changed?</source>
        <translation>Шарт күні неге өзгертіледі?</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Why is the handed-in sheet corrected?</source>
        <translation>Тапсырылған парақ неге түзетіледі?</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Why it can&apos;t be stored</source>
        <translation>Неге сақтауға болмайды</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Why it is left aside</source>
        <translation>Неге алынбады</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Why the item is stopped; it stands in the protocol.</source>
        <translation>Мәселе неге тоқтатылады; хаттамаға жазылады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Why this number?</source>
        <translation>Неге осы сан?</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Why this value, for the protocol</source>
        <translation>Неліктен осы мән – хаттама үшін</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Why, and what to look at</source>
        <translation>Себебі және назар аударатын жері</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Why?</source>
        <translation>Неге?</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Window for the projector</source>
        <translation>Проекторға арналған терезе</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Winners</source>
        <translation>Жеңімпаздар</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Winners and contracts</source>
        <translation>Жеңімпаздар мен шарттар</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>Winners are not named: {territory}.</source>
        <translation>Жеңімпаздар айқындалған жоқ: {territory}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Winners by territory</source>
        <translation>Аумақтар бойынша жеңімпаздар саны</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>Winners can&apos;t be named while questions are open. Nothing was recorded. Settle these first:</source>
        <translation>Шешілмеген мәселелер болғанда жеңімпаздарды айқындауға болмайды. Ештеңе тіркелген жоқ. Алдымен мыналарды шешіңіз:</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Winners named ({territory}): {awards}.</source>
        <translation>Жеңімпаздар айқындалды ({territory}): {awards}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>Winners named: {n}; grants for “{territory}”: {grants}. Name fewer.</source>
        <translation>Айқындалған жеңімпаздар: {n}; «{territory}» гранттары: {grants}. Жеңімпаздарды азырақ айқындаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Winners stand here once the result of the sitting is stored.</source>
        <translation>Отырыс нәтижесі сақталған соң, жеңімпаздар осында көрсетіледі.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Winners: {n} of {grants}. Sum: {sum} KZT.</source>
        <translation>Жеңімпаздар: {n} / {grants}. Сомасы: {sum} теңге.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Winners: {n} of {places}.</source>
        <translation>Жеңімпаздар: {places} ішінен {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Winners: {n}; grants: {grants}; awarded: {sum} KZT.</source>
        <translation>Жеңімпаздар: {n}; гранттар: {grants}; берілді: {sum} теңге.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Winners: {n}; prize places: {places}.</source>
        <translation>Жеңімпаздар: {n}; жүлделі орындар: {places}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Winners: {territory}</source>
        <translation>Жеңімпаздар: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Wins</source>
        <translation>Жеңеді</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>With details</source>
        <translation>Толық мәліметпен</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>With its recused members out of the room there would be no quorum. Wait for more members.</source>
        <translation>Мүдделер қақтығысы бар мүшелер залдан шықса, кворум болмайды. Басқа мүшелерді күтіңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>With remarks</source>
        <translation>Ескертулері бар</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>With the key file as it is from now on, the key opens nothing. A copy of the key file made before goes on opening this file and its copies: ask for it back, or keep the file where the person can&apos;t reach it.</source>
        <translation>Кілт файлының жаңа нұсқасымен бұл кілт ештеңе ашпайды. Ал кілт файлының бұрын жасалған көшірмесі осы файлды және оның көшірмелерін аша береді: оны қайтарып алыңыз немесе файлды сол адамның қолы жетпейтін жерде сақтаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>With the marks</source>
        <translation>Балдармен</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>With whom they were agreed; repeatable.</source>
        <translation>Кіммен келісілді; бірнеше рет беруге болады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Withdrawn…</source>
        <translation>Кері қайтарып алынды…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Withdrew</source>
        <translation>Бас тартты</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>Without a folder</source>
        <translation>Қалтасыз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Without a place for want of marks: {n}.</source>
        <translation>Бағалар жетпегендіктен орынсыз қалады: {n}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>Without criterion {criterion}</source>
        <translation>{criterion} өлшемшартынсыз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Without them</source>
        <translation>Оларсыз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Without them the numbers of marks are unequal; lawful ways: {ways}.</source>
        <translation>Оларсыз баға саны тең болмайды; заңды жолдар: {ways}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>Without {member}</source>
        <translation>{member} бағаларынсыз</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>Without {one} and {other}</source>
        <translation>{one} және {other} бағаларынсыз</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Word them anew…</source>
        <translation>Мәтінін өзгерту…</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Work on this contest</source>
        <translation>Осы конкурспен жұмыс істеу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Would it change?</source>
        <translation>Нәтиже өзгерер ме еді?</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Write fewer words, choose “All applications”, or take the result of the sitting first.</source>
        <translation>Азырақ сөз жазыңыз, «Барлық өтінімдер» дегенді таңдаңыз немесе алдымен отырыс нәтижесін қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers_office.py"/>
        <source>Write papers of a central file: the technical selection, contracts, the destruction of personal data.</source>
        <translation>Орталық файлдың құжаттарын жазу: техникалық іріктеу, шарттар, дербес деректерді жою.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>Write the answer as JSON, for a program.</source>
        <translation>Жауапты бағдарламаға арнап JSON түрінде жазу.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Write the notices…</source>
        <translation>Хабарламаларды жазу…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/duplicates.py"/>
        <source>Write the pairs here, as CSV.</source>
        <translation>Жұптарды осында CSV түрінде жазу.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Write the protocol…</source>
        <translation>Хаттаманы жазу…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/count.py"/>
        <source>Write the ranking here instead of printing it.</source>
        <translation>Рейтингті экранға шығармай, осы файлға жазу.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>Write the table here instead of printing it.</source>
        <translation>Кестені басып шығармай, осында жазу.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Write…</source>
        <translation>Жазу…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Writing the matrix of marks</source>
        <translation>Бағалар кестесі жазылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Writing the papers</source>
        <translation>Құжаттар жазылуда</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Writing the protocol</source>
        <translation>Хаттама жазылуда</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>Writing the statement</source>
        <translation>Мәлімдемені жазу</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <location filename="../../ui/office/duplicates/work.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Writing the table</source>
        <translation>Кестені жазу</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Writing the typed sheet</source>
        <translation>Енгізілген парақ жазылуда</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Written into “{folder}”: {names}</source>
        <translation>«{folder}» қалтасына жазылды: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>Written: {name}</source>
        <translation>Жазылды: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Written: {name}.</source>
        <translation>Жазылды: {name}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Written: {name}. It names people and what connects them: keep it in the office.</source>
        <translation>Жазылды: {name}. Онда адамдар мен олардың байланысы аталған: кеңседен шығармаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Written: {name}. It names people and what they share: keep it in the office.</source>
        <translation>Жазылды: {name}. Онда адамдар мен олардың ортақ деректері аталған: кеңседен шығармаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>Written: {name}. Open it and print it for the member.</source>
        <translation>Жазылды: {name}. Файлды ашып, мүшеге басып шығарыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>Written: {name}. The member signs it.</source>
        <translation>Жазылды: {name}. Оған мүше қол қояды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/typing.py"/>
        <source>You answer for them with your key. The lines: {codes}</source>
        <translation>Олар үшін өз кілтіңізбен жауап бересіз. Жолдар: {codes}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>You are</source>
        <translation>Сіз</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>You have no key on this computer yet</source>
        <translation>Бұл компьютерде кілтіңіз әлі жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>You have scored these already: {codes}. Declare all the same?</source>
        <translation>Мына өтінімдерді бағалап қойғансыз: {codes}. Сонда да мәлімдейсіз бе?</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>You need a key to open the packet and to sign your score sheet. It takes a minute and is done once. Choose a passphrase that you will remember: nobody can restore it.</source>
        <translation>Кілт пакетті ашу және бағалау парағына қол қою үшін керек. Бұл бір минут алады және бір рет жасалады. Есте сақтайтын құпиясөз тіркесін таңдаңыз: оны ешкім қалпына келтіре алмайды.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/welcome.py"/>
        <source>You were here last time</source>
        <translation>Өткен жолы осында болдыңыз</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Your answer</source>
        <translation>Жауабыңыз</translation>
    </message>
    <message>
        <location filename="../../ui/shell/place.py"/>
        <source>Your card was saved: {name}. Give it to the secretary.</source>
        <translation>Карточкаңыз сақталды: {name}. Оны хатшыға беріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Your declarations and marks came along from the earlier revision, except for applications that were changed: {n}. Declare and score those again.</source>
        <translation>Мәлімдемелеріңіз бен балдарыңыз бұрынғы редакциядан көшірілді, өзгертілген өтінімдерден басқасы: {n}. Олар бойынша қайта мәлімдеп, қайта бағалаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Your declarations and marks came along from the earlier revision.</source>
        <translation>Мәлімдемелеріңіз бен балдарыңыз бұрынғы редакциядан көшірілді.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Your drafts of the earlier revision could not come along: {reason} Bring the earlier packet file once more, then open this one again.</source>
        <translation>Бұрынғы редакциядағы қараламаларыңызды көшіру мүмкін болмады: {reason} Бұрынғы пакет файлын тағы бір рет ашып, содан кейін осыны қайта ашыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>Your key</source>
        <translation>Сіздің кілтіңіз</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>Your key does not open the central file “{name}”; nothing was changed. Give your card to somebody who can open it: the Office admits it on its first page.</source>
        <translation>«{name}» орталық файлын сіздің кілтіңіз ашпайды; ештеңе өзгермеді. Карточкаңызды бұл файлды аша алатын адамға беріңіз: ол кеңсенің бірінші бетінде сізге рұқсат береді.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Your key is locked</source>
        <translation>Кілтіңіз жабық</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Your key is locked; nothing was done. Unlock it first.</source>
        <translation>Кілтіңіз жабық; ештеңе жасалған жоқ. Алдымен оны ашыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Your key is not on the roster of this contest, so you can look, but the program records nothing in your name. Sign in with the secretary&apos;s or the proposed chair&apos;s key.</source>
        <translation>Кілтіңіз осы конкурс комиссиясының құрамында жоқ: қарауға болады, бірақ бағдарлама сіздің атыңыздан ештеңе тіркемейді. Хатшының немесе ұсынылған төрағаның кілтімен кіріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Your key is unlocked. Its fingerprint: {fingerprint}</source>
        <translation>Кілтіңіз ашық. Оның таңбасы: {fingerprint}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/session.py"/>
        <source>Your key signs and opens files in your name. It stays unlocked until you close the window.</source>
        <translation>Кілт сіздің атыңыздан қол қойып, файлдарды ашады. Терезе жабылғанша ол ашық тұрады.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Your sheet</source>
        <translation>Сіздің парағыңыз</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Your sheet is handed in and closed. Take the file to the secretary on a USB stick, or send it: only the chair and the secretary can open it. If the file got lost, save it again.</source>
        <translation>Бағалау парағыңыз тапсырылды және жабылды. Файлды USB-тасымалдағышпен хатшыға апарыңыз немесе жіберіңіз: оны тек төраға мен хатшы аша алады. Файл жоғалса, қайта сақтаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Your sheet is handed in, so declarations are closed. To change one, open a correction.</source>
        <translation>Бағалау парағыңыз тапсырылған, сондықтан мәлімдемелер жабық. Өзгерту үшін түзету ашыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Your sheet is handed in: you can read, but change nothing.</source>
        <translation>Парағыңыз тапсырылған: оқуға болады, бірақ өзгертуге болмайды.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Your sheet is open again. Change what is wrong, then hand in once more.</source>
        <translation>Парағыңыз қайта ашылды. Қатесін түзетіп, қайта тапсырыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Your sheet was saved: {path}. Give it to the secretary.</source>
        <translation>Парағыңыз сақталды: {path}. Оны хатшыға беріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Your statement</source>
        <translation>Сіздің мәлімдемеңіз</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Your totals</source>
        <translation>Жалпы балдарыңыз</translation>
    </message>
    <message>
        <location filename="../../ui/desk/distribution.py"/>
        <source>Your totals: {told}</source>
        <translation>Жалпы балдарыңыз: {told}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>a better order may exist</source>
        <translation>бұдан жақсы рет болуы мүмкін</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>a bracket is not closed</source>
        <translation>жақша жабылмаған</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>a clash settled</source>
        <translation>алшақтық шешілді</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>a column stands twice</source>
        <translation>баған екі рет кездеседі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>a conflict of interest</source>
        <translation>мүдделер қақтығысы</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>a contract is recorded, and the result now says otherwise</source>
        <translation>шарт тіркелген, ал нәтиже енді басқаша айтады</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>a correction needs its reason</source>
        <translation>түзетудің себебі көрсетілуі керек</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a date such as 2024-03-25</source>
        <translation>күн, мысалы 2024-03-25</translation>
    </message>
    <message>
        <location filename="../../models/intake/reading.py"/>
        <source>a date such as 31.12.2001 or 2001-12-31</source>
        <translation>31.12.2001 не 2001-12-31 түріндегі күн</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a date with a time such as 2024-04-24T23:59:00</source>
        <translation>уақыты бар күн, мысалы 2024-04-24T23:59:00</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>a decision on a conflict of interest concerns nobody here: {code}</source>
        <translation>мүдделер қақтығысы туралы шешім мұндағы ешкімге қатысты емес: {code}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>a figure stands in the table once</source>
        <translation>әр сан кестеде бір рет тұрады</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>a half goes to the even digit</source>
        <translation>жартысы жұп цифрға</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>a half goes up</source>
        <translation>жартысы жоғары қарай</translation>
    </message>
    <message>
        <location filename="../../models/intake/parts.py"/>
        <source>a line for each row: action | dates | target group</source>
        <translation>әр қатар жеке жолда: іс-шара | мерзімі | нысаналы топ</translation>
    </message>
    <message>
        <location filename="../../models/intake/parts.py"/>
        <source>a line for each row: item | quantity | price | amount</source>
        <translation>әр қатар жеке жолда: шығындар бабы | саны | бағасы | сомасы</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>a line is confirmed twice</source>
        <translation>бір жол екі рет расталған</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>a link to another place; put the file itself here</source>
        <translation>басқа орынға сілтеме; файлдың өзін осында салыңыз</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a list</source>
        <translation>тізім</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a list of {n}: {items}</source>
        <translation>{n} мәннен тұратын тізім: {items}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a list, each item: {item}</source>
        <translation>тізім, әр мәні: {item}</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>a new line is expected after the value before it</source>
        <translation>алдыңғы мәннен кейін жаңа жол күтіледі</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>a non-governmental organisation</source>
        <translation>үкіметтік емес ұйым</translation>
    </message>
    <message>
        <location filename="../../models/intake/reading.py"/>
        <source>a number of months, for example 3</source>
        <translation>ай саны, мысалы 3</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>a paper sheet is typed by one person and confirmed by another</source>
        <translation>қағаз парақты бір адам теріп енгізеді, екінші адам растайды</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>a part of the name is missing</source>
        <translation>аты-жөнінің бір бөлігі жоқ</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>a project that won an earlier contest: {win}; {what}</source>
        <translation>бұрынғы конкурста жеңген жоба: {win}; {what}</translation>
    </message>
    <message>
        <location filename="../../models/contest/criteria.py"/>
        <source>a scale has at most {n} points</source>
        <translation>шкалада ең көбі {n} балл болады</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>a score sheet, as it was carried to the sitting</source>
        <translation>отырысқа жеткізілген бағалау парағы</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>a second application of the same person</source>
        <translation>бір адамның қайталанған өтінімі</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>a second value for application “{application}”, member “{member}”, criterion “{criterion}”</source>
        <translation>екінші мән: өтінім «{application}», мүше «{member}», өлшемшарт «{criterion}»</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>a secretary</source>
        <translation>хатшы</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>a sitting ranks by territory; expected: {expected}</source>
        <translation>отырыста рейтинг аумақ бойынша құрылады; күтілгені: {expected}</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>a slip of letters</source>
        <translation>әріп қатесі</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>a step that joins comes before it</source>
        <translation>оның алдында біріктіретін қадам тұрады</translation>
    </message>
    <message>
        <location filename="../../models/intake/reading.py"/>
        <source>a sum in whole tenge, for example 1 000 000</source>
        <translation>бүтін теңгемен сома, мысалы 1 000 000</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a table</source>
        <translation>кесте</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a table with the keys {keys}</source>
        <translation>мына кілттері бар кесте: {keys}</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>a text is not closed by its quotation mark, or has a sign that may not stand there</source>
        <translation>мәтін тырнақшамен жабылмаған немесе онда болмауы тиіс таңба бар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>a way for unequal panels</source>
        <translation>баға саны тең емес өтінімдерді салыстыру тәсілі</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a whole number</source>
        <translation>бүтін сан</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>above the line</source>
        <translation>өту шегінен жоғары</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>absent</source>
        <translation>қатыспайды</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/choices.py"/>
        <source>absent, no vote</source>
        <translation>қатыспайды, дауысы жоқ</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>abstained</source>
        <translation>қалыс қалған</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>added</source>
        <translation>қосылды</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>added: {who} (row {row})</source>
        <translation>қосылды: {who} ({row}-жол)</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>address</source>
        <translation>мекенжайы</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening_list.py"/>
        <source>admitted</source>
        <translation>конкурсқа жіберілген</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <source>admitted applications</source>
        <translation>конкурсқа жіберілген өтінімдер</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <source>admitted applications of this contest</source>
        <translation>осы конкурстың жіберілген өтінімдері</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>after a drop over “{over}” comes the step that joins them</source>
        <translation>«{over}» бойынша алып тастаудан кейін оларды біріктіретін қадам тұрады</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>after a drop over “{over}” the weights fit no longer</source>
        <translation>«{over}» бойынша алып тастаудан кейін салмақтар сәйкес келмейді</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>against</source>
        <translation>қарсы</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/list.py"/>
        <source>all</source>
        <translation>барлығы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>all (because of {codes})</source>
        <translation>барлығы ({codes} себепті)</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>all marks of the panel</source>
        <translation>барлық баға</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>all pairs</source>
        <translation>барлық жұп</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>all territories</source>
        <translation>барлық аумақтар</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>all who share the last place are proposed</source>
        <translation>соңғы орынды бөліскендердің бәрі ұсынылады</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>already there</source>
        <translation>бұрыннан бар</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>an additional contest</source>
        <translation>қосымша конкурс</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>an admitted application</source>
        <translation>конкурсқа жіберілген өтінім</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>an application is out</source>
        <translation>өтінім рейтингтен шығады</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>an empty paper score sheet</source>
        <translation>бос қағаз бағалау парағы</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>an exact number: a whole number, a decimal such as 0.15, or text such as &apos;1/3&apos;</source>
        <translation>дәл сан: бүтін сан, 0.15 сияқты ондық бөлшек немесе &apos;1/3&apos; сияқты мәтін</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>another</source>
        <translation>басқа</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>another order of the quotas</source>
        <translation>квоталардың басқа реті</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>another sum</source>
        <translation>басқа сома</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>applicant</source>
        <translation>өтініш беруші</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>application added</source>
        <translation>өтінім қосылды</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>application changed</source>
        <translation>өтінім өзгертілді</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>application removed</source>
        <translation>өтінім алып тасталды</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>application, member and criterion must not be empty</source>
        <translation>өтінім, мүше және өлшемшарт бос болмауы тиіс</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>applications received</source>
        <translation>қабылданған өтінімдер</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>applications that belong together: {n}; the two most alike: {pair}; {what}</source>
        <translation>өзара ұқсас өтінімдер: {n}; ең ұқсас екеуі: {pair}; {what}</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>applications: {n}</source>
        <translation>өтінімдер: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile.py"/>
        <source>at least 1 place is expected, or a roof “{key}”</source>
        <translation>кемінде 1 орын немесе «{key}» шегі күтіледі</translation>
    </message>
    <message>
        <location filename="../../models/contest/criteria.py"/>
        <source>at least one criterion is needed, and each code is used once</source>
        <translation>кемінде бір өлшемшарт қажет, әр код бір рет қолданылады</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>at least one figure is dropped</source>
        <translation>кемінде бір сан алып тасталады</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <location filename="../../models/contest/profile_words.py"/>
        <source>at least one is expected, nothing stands here</source>
        <translation>кемінде біреуі күтіледі, мұнда ештеңе жоқ</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>at least {share} of {of}</source>
        <translation>{of} кемінде {share} бөлігі</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>at least: {n}</source>
        <translation>кемінде: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>at most {at}: what is above becomes it</source>
        <translation>ең көбі {at}: одан жоғарысы осыған теңеледі</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>at most: {n}</source>
        <translation>ең көбі: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>attachments</source>
        <translation>қосымшалар</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>attachments that members see</source>
        <translation>комиссия мүшелері көретін қосымшалар</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>awarded, KZT</source>
        <translation>берілді, теңге</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>being treated</source>
        <translation>қаралуда</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>belongs to the application, so it comes after the members are joined</source>
        <translation>өтінімге тиесілі, сондықтан мүшелер біріктірілгеннен кейін тұрады</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>below the cut line</source>
        <translation>өту шегінен төмен</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>below the least total</source>
        <translation>ең төменгі балға жетпеді</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>below the line</source>
        <translation>өту шегінен төмен</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>birth date</source>
        <translation>туған күні</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>by the majority of the members present</source>
        <translation>қатысып отырған мүшелердің көпшілік дауысымен</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>by the ranking</source>
        <translation>рейтинг бойынша</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>by the table of points: {points}</source>
        <translation>балдар кестесі бойынша: {points}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>by video</source>
        <translation>бейнеконференция арқылы</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>calendar days, at most: {n}</source>
        <translation>күнтізбелік күн, ең көбі: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>calendar days: {n}</source>
        <translation>күнтізбелік күн: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>can&apos;t be counted</source>
        <translation>есептеуге болмайды</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>can&apos;t be read</source>
        <translation>оқылмайды</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>can&apos;t be read: {why}</source>
        <translation>оқылмайды: {why}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>can&apos;t be said</source>
        <translation>айту мүмкін емес</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>case, spaces or signs</source>
        <translation>бас әріп, бос орын немесе тыныс белгілері</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <source>changed</source>
        <translation>өзгерген</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/words.py"/>
        <source>changed at intake</source>
        <translation>қабылдау кезінде өзгерді</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>closed</source>
        <translation>жабық</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>code {code} is stored for another person (another IIN); give this row a code of its own or correct the IIN</source>
        <translation>{code} коды басқа адамға тіркелген (ЖСН басқа); бұл жолға жеке код беріңіз немесе ЖСН-ді түзетіңіз</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>commission changed</source>
        <translation>комиссия өзгертілді</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>complete</source>
        <translation>толық</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>completed</source>
        <translation>орындалды</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>confirmed</source>
        <translation>расталған</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>conflict</source>
        <translation>қақтығыс бар</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>conflict of interest</source>
        <translation>мүдделер қақтығысы</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>conflict of interest decided</source>
        <translation>мүдделер қақтығысы туралы шешім қабылданды</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/choices.py"/>
        <source>conflict of interest, no vote</source>
        <translation>мүдделер қақтығысы, дауысы жоқ</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>contest changed</source>
        <translation>конкурс өзгертілді</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>contracts</source>
        <translation>шарттар</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>correction open</source>
        <translation>түзету ашық</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>counted</source>
        <translation>есептелді</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>criteria changed</source>
        <translation>бағалау өлшемшарттары өзгертілді</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>criteria have weights, so a weighted-sum or weighted-mean step is expected</source>
        <translation>өлшемшарттардың салмағы бар, сондықтан weighted-sum немесе weighted-mean қадамы күтіледі</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>damaged or far too large inside; open it, save it anew and ask for it again</source>
        <translation>бүлінген немесе ішкі көлемі тым үлкен; ашып, қайта сақтаңыз не қайта сұратыңыз</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>damaged, or none of JPEG, PNG, PDF, DOCX; ask for it again in one of these kinds</source>
        <translation>бүлінген не JPEG, PNG, PDF, DOCX түрлерінің ешқайсысы емес; осы түрлердің бірінде қайта сұратыңыз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>decided before: conflict</source>
        <translation>бұрын шешілген: қақтығыс бар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>decided before: no conflict</source>
        <translation>бұрын шешілген: қақтығыс жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>decided on {date} by {by}: conflict. {reason}</source>
        <translation>{date}, шешкен – {by}: қақтығыс бар. {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>decided on {date} by {by}: no conflict. {reason}</source>
        <translation>{date}, шешкен – {by}: қақтығыс жоқ. {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>decided: conflict</source>
        <translation>шешілді: қақтығыс бар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>decided: no conflict</source>
        <translation>шешілді: қақтығыс жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>differs from the paper</source>
        <translation>қағаздан өзгеше</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <location filename="../../models/sitting/saying.py"/>
        <source>disqualified</source>
        <translation>конкурстан шеттетілді</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>does not fit</source>
        <translation>сәйкес емес</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>does not meet the requirements</source>
        <translation>талаптарға сай емес</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>does not win</source>
        <translation>жеңбейді</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/steps.py"/>
        <source>done</source>
        <translation>орындалды</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>e-mail</source>
        <translation>электрондық поштасы</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>each code is used once; “{code}” stands twice</source>
        <translation>әр код бір рет қолданылады; «{code}» екі рет тұр</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>each way is named once; expected: {expected}</source>
        <translation>әр тәсіл бір рет аталады; күтілетіні: {expected}</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>earlier winner</source>
        <translation>бұрынғы жеңімпаз</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>empty; ask for it again</source>
        <translation>бос; қайта сұратыңыз</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>enrolled: {n}</source>
        <translation>құрамға енгізілген: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/criteria.py"/>
        <source>every point of the scale needs its words exactly once</source>
        <translation>шкаланың әр балының сипаттамасы дәл бір рет берілуі тиіс</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: a first day from 0 on and a last day not before it; found: {first}–{last}</source>
        <translation>күтілетіні – 0-ден басталатын бірінші күн және одан ерте емес соңғы күн; берілгені: {first}–{last}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: a number above 0; found: {found}</source>
        <translation>күтілетіні – 0-ден үлкен сан; берілгені: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: a number above {least}; found: {found}</source>
        <translation>күтілетіні – {least} санынан үлкен сан; берілгені: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>expected: a number from {least} on; found: {found}</source>
        <translation>күтілетіні – {least} санынан бастап; берілгені: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>expected: a number up to {most}; found: {found}</source>
        <translation>күтілетіні – {most} санына дейін; берілгені: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: a share from 0 to 1, such as &apos;1/2&apos; or &apos;2/3&apos;; found: {found}</source>
        <translation>күтілетіні – 0-ден 1-ге дейінгі үлес, мысалы &apos;1/2&apos; немесе &apos;2/3&apos;; берілгені: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: another figure than {key}; found: {found}</source>
        <translation>күтілетіні – {key} мәнінен өзге сан; берілгені: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile.py"/>
        <source>expected: at least the {n} places kept; found: {at_most}</source>
        <translation>күтілгені: кемінде сақталатын орындар саны ({n}); тұрғаны: {at_most}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: lower case letters; found: “{found}”</source>
        <translation>күтілетіні – кіші әріптер; берілгені: «{found}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: not before {first}; found: {found}</source>
        <translation>күтілетіні – {first} күнінен ерте емес; берілгені: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: not less than {least}; found: {found}</source>
        <translation>күтілетіні – {least} санынан кем емес; берілгені: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: one of {codes}; found: “{found}”</source>
        <translation>күтілгені: мыналардың бірі: {codes}; табылғаны: «{found}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: the code of an earlier rule, one of {codes}; found: “{found}”</source>
        <translation>күтілетіні – алдыңғы ереженің коды, мыналардың бірі: {codes}; берілгені: «{found}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: the name of a zone such as “{example}”; found: “{found}”</source>
        <translation>күтіледі: «{example}» сияқты уақыт белдеуінің атауы; табылғаны: «{found}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>expected: {expected}; found: {found}</source>
        <translation>күтілетіні: {expected}; берілгені: {found}</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>failed</source>
        <translation>жасалмады</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>figures are dropped over “{one}” or “{other}”</source>
        <translation>сандар «{one}» немесе «{other}» бойынша алып тасталады</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>figures dropped: {n}; criteria: {of}; nothing is left to count</source>
        <translation>алып тасталатын сандар: {n}; өлшемшарттар: {of}; есептейтін ештеңе қалмайды</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>first declare</source>
        <translation>алдымен мәлімдеңіз</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>first open a packet</source>
        <translation>алдымен пакетті ашыңыз</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>first those whose column “{column}” says: {values}</source>
        <translation>алдымен «{column}» бағанында мыналар жазылғандар: {values}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>for</source>
        <translation>қолдаған</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>from {first} to {last} full years inclusive, on the day of application</source>
        <translation>өтініш берген күні толық {first} жастан {last} жасқа дейін (қоса алғанда)</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>further data</source>
        <translation>қосымша деректер</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>further employers</source>
        <translation>басқа жұмыс орындары</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>grants</source>
        <translation>гранттар</translation>
    </message>
    <message>
        <location filename="../../models/contest/founding.py"/>
        <source>grants of {code}: expected a number above 0; found: {found}</source>
        <translation>{code} гранттары: 0-ден үлкен сан күтіледі; берілгені: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/founding.py"/>
        <source>grants of {code}: the source carries two figures, {one} and {other}; decide on a number</source>
        <translation>{code} гранттары: дереккөзде екі сан бар, {one} және {other}; гранттар санын белгілеңіз</translation>
    </message>
    <message>
        <location filename="../../models/contest/founding.py"/>
        <source>grants: there is no territory “{code}” in this lot; it has {codes}</source>
        <translation>гранттар: бұл лотта «{code}» аумағы жоқ; барлары: {codes}</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>grants: {n}</source>
        <translation>гранттар: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>groups as they stand</source>
        <translation>топтар қазіргі ретімен</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>groups in the opposite order</source>
        <translation>топтар кері ретпен</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>handed in</source>
        <translation>тапсырылған</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>handed in, revision {n}</source>
        <translation>тапсырылды, {n}-редакция</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>handed in: revision {n}</source>
        <translation>тапсырылды: {n}-редакция</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>has a stored result, but none in this one</source>
        <translation>сақталған нәтижесі бар, ал мұнда жоқ</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>has not declared yet</source>
        <translation>әлі мәлімдемеген</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>holds</source>
        <translation>расталды</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>how marks become a total: {new}; before: {old}</source>
        <translation>жалпы балл қалай есептеледі: {new}; бұрын: {old}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>in person</source>
        <translation>бетпе-бет</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>in person and by video</source>
        <translation>бетпе-бет және бейнеконференция арқылы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>in place of {application}: {name}</source>
        <translation>{application} орнына: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>incomplete</source>
        <translation>толық емес</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>initials</source>
        <translation>инициалдар</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>is added</source>
        <translation>қосылады</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>is changed</source>
        <translation>өзгереді</translation>
    </message>
    <message>
        <location filename="../../models/plain_files.py"/>
        <location filename="../../models/sealing/reading.py"/>
        <source>it is a folder</source>
        <translation>бұл – қалта</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>it is enough that the project is for such a group</source>
        <translation>жобаның осындай топқа арналғаны жеткілікті</translation>
    </message>
    <message>
        <location filename="../../models/plain_files.py"/>
        <source>it is no file but a device or a pipe</source>
        <translation>бұл файл емес, құрылғы немесе арна</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>kept as further data: {name}</source>
        <translation>қосымша дерек ретінде: {name}</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>larger than {mb} MB</source>
        <translation>{mb} МБ-тан үлкен</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>last those whose column “{column}” says: {values}</source>
        <translation>соңынан «{column}» бағанында мыналар жазылғандар: {values}</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>leaves</source>
        <translation>шығады</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>left out</source>
        <translation>алынбайды</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>left the commission</source>
        <translation>комиссиядан шықты</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>less than {share} of {of}</source>
        <translation>{of} {share} бөлігінен аз</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_files.py"/>
        <source>line {line}, {key}: {what}</source>
        <translation>{line}-жол, {key}: {what}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_files.py"/>
        <source>line {line}: text in UTF-8 is expected; save the file in this encoding</source>
        <translation>{line}-жол: UTF-8 мәтіні күтіледі; файлды осы кодтауда сақтаңыз</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>line {line}: this is not valid TOML ({why})</source>
        <translation>{line}-жол: бұл дұрыс TOML емес ({why})</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>locked, asks for the passphrase when needed</source>
        <translation>жабық, қажет болғанда құпиясөз тіркесі сұралады</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>look-alike letters of another alphabet</source>
        <translation>басқа әліпбидің ұқсас әріптері</translation>
    </message>
    <message>
        <location filename="../../models/contest/founding.py"/>
        <source>lot: expected one of {codes}; found: “{found}”</source>
        <translation>лот: күтілетіні – мыналардың бірі: {codes}; берілгені: «{found}»</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>make it once</source>
        <translation>бір рет жасаңыз</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>makes further winners where the operator consents</source>
        <translation>оператордың келісімімен қосымша жеңімпаздар аталады</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>makes further winners, in the order of the line</source>
        <translation>кезек тәртібімен қосымша жеңімпаздарға беріледі</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>member</source>
        <translation>мүше</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>members do not see them</source>
        <translation>мүшелер көрмейді</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>members of the commission: {n} of at least {needed}</source>
        <translation>комиссия мүшелері: {n}, кемінде {needed} керек</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>members&apos; marks, at least: {n}</source>
        <translation>мүшелердің бағасы, кемінде: {n}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>mentor</source>
        <translation>тәлімгер</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>minus {what}</source>
        <translation>шегеріледі: {what}</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>missing</source>
        <translation>жоқ</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>months, at most: {n}</source>
        <translation>ай, ең көбі: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>more of the best mark, then of the next best, and so on</source>
        <translation>ең жақсы баға көбірек, содан кейін келесісі және т. б.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>more than {share} of all members</source>
        <translation>барлық мүшелер санының {share} бөлігінен көп</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>more than {share} of {of}</source>
        <translation>{of} {share} бөлігінен көп</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>moved</source>
        <translation>орны ауысты</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>moved: {who}: {old} → {new}</source>
        <translation>орын ауыстырды: {who}: {old} → {new}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>multiplied by {what}</source>
        <translation>көбейтіледі: {what}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>must leave: conflict of interest</source>
        <translation>шығуы тиіс: мүдделер қақтығысы</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>name</source>
        <translation>аты-жөні</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>named at the sitting</source>
        <translation>отырыста мәлімделді</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>named exactly where the tie step compares a column</source>
        <translation>теңдік қадамы бағанды салыстырғанда ғана және міндетті түрде көрсетіледі</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>named exactly where the tie step compares a criterion</source>
        <translation>теңдік қадамы өлшемшартты салыстырғанда ғана және міндетті түрде көрсетіледі</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>named exactly where the tie step compares a round</source>
        <translation>теңдік қадамы турды салыстыратын жерде ғана және міндетті түрде аталады</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>named only where the tie step compares a column</source>
        <translation>теңдік қадамы бағанды салыстыратын жерде ғана аталады</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <source>new</source>
        <translation>жаңа</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>next</source>
        <translation>келесі</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/words.py"/>
        <source>next in line</source>
        <translation>кезекте тұр</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>next in line: {n}</source>
        <translation>кезекте тұр: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/steps.py"/>
        <source>next step</source>
        <translation>келесі қадам</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>no</source>
        <translation>жоқ</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>no application has a code or IIN that its folder or name begins with</source>
        <translation>қалтасы немесе атауы осылай басталатын коды не ЖСН-і бар өтінім жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>no applications</source>
        <translation>өтінім жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>no card was taken yet</source>
        <translation>карточка әлі қабылданған жоқ</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>no conflict</source>
        <translation>қақтығыс жоқ</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>no conflict of interest</source>
        <translation>мүдделер қақтығысы жоқ</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <location filename="../../models/sitting/saying.py"/>
        <source>no contract came about</source>
        <translation>шарт жасалмады</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>no contract date yet</source>
        <translation>шарт күні әлі жоқ</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>no criterion “{criterion}”; there are: {known}</source>
        <translation>«{criterion}» өлшемшарты жоқ; барлары: {known}</translation>
    </message>
    <message>
        <location filename="../../models/plain_files.py"/>
        <source>no file can have this name</source>
        <translation>файлдың мұндай аты бола алмайды</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>no further grant is given</source>
        <translation>одан әрі грант берілмейді</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>no order needs fewer</source>
        <translation>бұдан аз болмайды</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>no packet yet</source>
        <translation>пакет әлі жоқ</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>no place left under the quotas of groups</source>
        <translation>топтардың квоталары бойынша орын қалмады</translation>
    </message>
    <message>
        <location filename="../../ui/desk/points.py"/>
        <source>no points yet</source>
        <translation>балл әлі қойылмаған</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>no step joins rounds, so there is none to compare</source>
        <translation>турларды біріктіретін қадам жоқ, сондықтан салыстыратын тур да жоқ</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>no step joins the criteria (over “{one}” or “{other}”)</source>
        <translation>өлшемшарттарды біріктіретін қадам жоқ («{one}» немесе «{other}» бойынша)</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>no step joins the members&apos; figures (over “{one}” or “{other}”)</source>
        <translation>мүшелердің сандарын біріктіретін қадам жоқ («{one}» немесе «{other}» бойынша)</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>nobody can tell what is saved: no fund and no largest grant are named</source>
        <translation>не үнемделгенін анықтау мүмкін емес: қор да, гранттың ең көп сомасы да көрсетілмеген</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <location filename="../../ui/office/intake/source.py"/>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>none</source>
        <translation>жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>none chosen yet</source>
        <translation>әлі таңдалмаған</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>none is open</source>
        <translation>ашық файл жоқ</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>not a file</source>
        <translation>файл емес</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>not applicable</source>
        <translation>қолданылмайды</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>not approved yet</source>
        <translation>әлі бекітілмеген</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>not checked</source>
        <translation>тексерілмеді</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>not chosen by the vote</source>
        <translation>дауыс беруде жеңілді</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>not counted</source>
        <translation>есептелмеді</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>not declared: {n}</source>
        <translation>мәлімделмеген: {n}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>not enough money</source>
        <translation>қаражат жетпеді</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>not even with everybody</source>
        <translation>барлығы келсе де болмайды</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/application_view.py"/>
        <source>not every row has a sum</source>
        <translation>барлық жолда сома жоқ</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>not fewer than {share} of all members</source>
        <translation>барлық мүшелер санының кемінде {share} бөлігі</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>not given</source>
        <translation>қойылмаған</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>not known</source>
        <translation>белгісіз</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>not more than {share} of {of}</source>
        <translation>{of} {share} бөлігінен көп емес</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>not needed</source>
        <translation>қажет емес</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>not ranked: too few marks</source>
        <translation>рейтингке енгізу үшін бағасы жеткіліксіз</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>not recognised</source>
        <translation>танылмады</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>not stated yet</source>
        <translation>әлі мәлімделмеген</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../models/sitting/saying.py"/>
        <source>not sure</source>
        <translation>сенімді емес</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>not typed</source>
        <translation>енгізілмеген</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/steps.py"/>
        <source>not yet</source>
        <translation>әлі қолжетімсіз</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>nothing yet</source>
        <translation>әзірге ештеңе</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>number in line</source>
        <translation>кезектегі нөмірі</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>number of marks</source>
        <translation>баға саны</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>one of: {values}</source>
        <translation>мыналардың бірі: {values}</translation>
    </message>
    <message>
        <location filename="../../ui/office/words.py"/>
        <source>open</source>
        <translation>шешілмеген</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>order of the words</source>
        <translation>сөздердің реті</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>organisation</source>
        <translation>ұйымы</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>other document</source>
        <translation>басқа құжат</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>other points</source>
        <translation>балы басқа</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>other points: {who}: {old} → {new}</source>
        <translation>балы өзгерді: {who}: {old} → {new}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <location filename="../../ui/office/words.py"/>
        <source>out</source>
        <translation>рейтингтен шығарылды</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>out of the room</source>
        <translation>залдан тыс</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/choices.py"/>
        <source>out of the room, no vote</source>
        <translation>залда жоқ, дауысы жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>out: conflict of interest</source>
        <translation>залдан тыс: мүдделер қақтығысы</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>over {over}, dropped are: highest {high}, lowest {low}</source>
        <translation>{over} бойынша алынып тасталады: ең жоғарғы – {high}, ең төменгі – {low}</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>overdue</source>
        <translation>мерзімі өтті</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>packet</source>
        <translation>пакет</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <source>packet revision {n} built; admitted applications: {m}</source>
        <translation>пакеттің {n}-нұсқасы құрылды; жіберілген өтінімдер: {m}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>packet revision {n}, sealed to the commission</source>
        <translation>комиссия үшін мөрленген пакет, {n}-редакция</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>packet revision {n}; stored {at} by {name}</source>
        <translation>пакеттің {n}-редакциясы; сақталған уақыты: {at}, сақтаған: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>people whose keys open it</source>
        <translation>кілтімен аша алатын адамдар</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>permanent or temporary, in the territory of the contest</source>
        <translation>конкурс аумағында, тұрақты немесе уақытша</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>place</source>
        <translation>орын</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>places in every territory: {n}</source>
        <translation>әр аумақтағы орындар саны: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>places in territory {territory}: {n}</source>
        <translation>{territory} аумағындағы орындар саны: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>plus the best mark times {by}</source>
        <translation>ең жақсы баға × {by} қосылады</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>plus the worst mark times {by}</source>
        <translation>ең нашар баға × {by} қосылады</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>plus {what}</source>
        <translation>қосылады: {what}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>present</source>
        <translation>қатысып отыр</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>prize places: {n}</source>
        <translation>жүлделі орындар: {n}</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>project that won earlier</source>
        <translation>бұрын жеңген жоба</translation>
    </message>
    <message>
        <location filename="../../ui/office/words.py"/>
        <source>proposed</source>
        <translation>ұсынылды</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>protected by a password; ask for it again without one</source>
        <translation>құпиясөзбен қорғалған; құпиясөзсіз қайта сұратыңыз</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>quotas: {names}</source>
        <translation>квоталар: {names}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>ranked by the mean of the valid marks</source>
        <translation>жарамды бағалардың орташасы бойынша рейтинг</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <source>ranking of this contest</source>
        <translation>осы конкурстың рейтингі</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>recused</source>
        <translation>өздігінен бас тартты</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>recused by own statement</source>
        <translation>мәлімдеме бойынша өздігінен бас тарту</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <location filename="../../models/sample/sitting.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>refused</source>
        <translation>қабылданбады</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening_list.py"/>
        <source>refused (application)</source>
        <translation>қабылданбаған</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>remark</source>
        <translation>ескертпе</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>remarks of the technical selection</source>
        <translation>техникалық іріктеу ескертулері</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>remote</source>
        <translation>қашықтан</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>removed</source>
        <translation>алынып тасталды</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>removed: {who} (row {row})</source>
        <translation>алынды: {who} ({row}-жол)</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>replaced</source>
        <translation>ауыстырылды</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>replaced: {who}: “{old}” → “{new}”</source>
        <translation>алмастырылды: {who}: «{old}» → «{new}»</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>respelled</source>
        <translation>жазылуы өзгерді</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>respelled: {who}: “{old}” → “{new}” ({how})</source>
        <translation>басқаша жазылды: {who}: «{old}» → «{new}» ({how})</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>revision {n}</source>
        <translation>{n}-редакция</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>revision {n} does not say which sheet it follows</source>
        <translation>{n}-редакцияда оның қай парақты алмастыратыны көрсетілмеген</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>revision {n}, built {when}</source>
        <translation>{n}-редакция, жасалған уақыты: {when}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>rounded, decimal places: {n}; {mode}</source>
        <translation>дөңгелектеу, үтірден кейінгі таңба: {n}; {mode}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>rounds are joined after the members</source>
        <translation>турлар мүшелерден кейін біріктіріледі</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>rounds are joined last</source>
        <translation>турлар ең соңында біріктіріледі</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>rounds are joined to one total, so they can&apos;t be ranked apart</source>
        <translation>турлар бір жалпы балға біріктіріледі, сондықтан оларды жеке рейтингке бөлуге болмайды</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/listed.py"/>
        <source>row {row}</source>
        <translation>{row}-жол</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <source>row {row}: {code}</source>
        <translation>{row}-жол: {code}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>row {row}: {what}</source>
        <translation>{row}-жол: {what}</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>rows {rows} have codes that look alike in different letters: {codes}; correct the table</source>
        <translation>{rows}-жолдарда сырт көзге бірдей, әріптері басқа кодтар бар: {codes}; кестені түзетіңіз</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>rows {rows} have the same IIN and no codes that tell them apart; correct the table</source>
        <translation>мына жолдардың ЖСН-і бірдей, ал оларды ажырататын кодтары жоқ: {rows}; кестені түзетіңіз</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>rows {rows} have the same application code; correct the table</source>
        <translation>мына жолдардың өтінім коды бірдей: {rows}; кестені түзетіңіз</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>same person</source>
        <translation>бір адам</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>same price quote</source>
        <translation>бір баға ұсынысы</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>same project</source>
        <translation>бір жоба</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>same supplier</source>
        <translation>бір жеткізуші</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>secretary</source>
        <translation>хатшы</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening_list.py"/>
        <location filename="../../ui/office/steps.py"/>
        <source>sent back for mending</source>
        <translation>түзетуге қайтарылған</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>sent back: {n}</source>
        <translation>қайтарылғаны: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>settled</source>
        <translation>шешілді</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>signed</source>
        <translation>қол қойылды</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>staff</source>
        <translation>қызметкер</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>standing</source>
        <translation>нәтиже</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>stands then</source>
        <translation>нәтижесі</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>still to type: {n}</source>
        <translation>енгізу керек: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>stopped</source>
        <translation>тоқтатылды</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>stopped: no quorum</source>
        <translation>тоқтатылды: кворум жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>stored</source>
        <translation>сақталған</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>sum asked</source>
        <translation>сұралған сома</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>sum awarded</source>
        <translation>берілген сома</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_files.py"/>
        <source>tables and lists are nested too deep</source>
        <translation>кестелер мен тізімдер тым терең кіріктірілген</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>taken</source>
        <translation>қабылданды</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/words.py"/>
        <source>taken in</source>
        <translation>қабылданды</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>takes part no more</source>
        <translation>енді қатыспайды</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>telephone</source>
        <translation>телефоны</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <source>territory</source>
        <translation>аумақ</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>text in quotes</source>
        <translation>тырнақшадағы мәтін</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>text in quotes is expected; it may not be empty</source>
        <translation>тырнақшадағы мәтін күтіледі; ол бос болмауы тиіс</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>the application was withdrawn</source>
        <translation>өтінім кері қайтарып алынды</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>the approval of the criteria</source>
        <translation>өлшемшарттардың бекітілуі</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the best over {over}</source>
        <translation>{over} бойынша ең жақсысы</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>the central file has no such application</source>
        <translation>орталық файлда мұндай өтінім жоқ</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>the central file, on the secretary&apos;s laptop</source>
        <translation>хатшының ноутбугіндегі орталық файл</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>the code “{code}” is not of letters, digits, spaces, dots and hyphens; correct it</source>
        <translation>«{code}» кодында әріп, цифр, бос орын, нүкте және дефистен басқа таңба бар; түзетіңіз</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>the code “{code}” is written with letters that only look like those of the stored code “{stored}”; it was taken for it</source>
        <translation>«{code}» коды сақталған «{stored}» кодының әріптеріне тек сырттай ұқсайтын әріптермен жазылған; ол сол код деп алынды</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>the code “{code}” looks like the stored codes {codes}, in other letters; write the one that is meant</source>
        <translation>«{code}» коды сақталған {codes} кодтарына ұқсайды, бірақ әріптері басқа; қайсысы екенін дәл жазыңыз</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the column “{column}” of the application</source>
        <translation>өтінімнің «{column}» бағаны</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>the commission has more than one secretary</source>
        <translation>комиссияда біреуден көп хатшы бар</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>the commission is that of another contest</source>
        <translation>комиссия құрамы басқа конкурстікі</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the contest gives no money</source>
        <translation>конкурс ақша бермейді</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>the correction is another one than was typed and confirmed</source>
        <translation>түзету енгізіліп расталғаннан өзге</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>the counting rule, {key}: {new}; before: {old}</source>
        <translation>есептеу тәртібі, {key}: {new}; бұрын: {old}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>the criteria have been joined by an earlier step</source>
        <translation>өлшемшарттар бұған дейінгі қадамда біріктірілген</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the criteria, for each member</source>
        <translation>өлшемшарттар (әр мүшеде)</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the criterion&apos;s weight</source>
        <translation>өлшемшарттың салмағы</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>the data of the person or the applicant changed: the decision no longer holds</source>
        <translation>адамның немесе өтініш берушінің деректері өзгерді: шешім күшін жойды</translation>
    </message>
    <message>
        <location filename="../../models/sealing/reading.py"/>
        <source>the disk does not answer</source>
        <translation>диск жауап бермейді</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>the document that approves the criteria is missing</source>
        <translation>өлшемшарттарды бекіткен құжат көрсетілмеген</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the earlier application</source>
        <translation>ертерек берілген өтінім</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the grant is given in part</source>
        <translation>грант ішінара беріледі</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the higher one</source>
        <translation>жоғарысы</translation>
    </message>
    <message>
        <location filename="../../ui/shell/header.py"/>
        <source>the key is locked</source>
        <translation>кілт жабық</translation>
    </message>
    <message>
        <location filename="../../ui/shell/header.py"/>
        <source>the key is unlocked</source>
        <translation>кілт ашық</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>the key of {name}: take the card</source>
        <translation>{name}: кілті жоқ, карточкасын қабылдаңыз</translation>
    </message>
    <message>
        <location filename="../../models/intake/reading.py"/>
        <source>the language of the application: Kazakh or Russian</source>
        <translation>өтінім тілі: қазақ немесе орыс</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>the last line: this is not valid TOML ({why})</source>
        <translation>соңғы жол: бұл дұрыс TOML емес ({why})</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>the last “{step}” is not followed by a step that joins what is left</source>
        <translation>соңғы «{step}» қадамынан кейін қалғанын біріктіретін қадам жоқ</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the lot decides</source>
        <translation>жеребе шешеді</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the lower one</source>
        <translation>төмені</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the marks of a member who lacks some are taken out for everybody</source>
        <translation>бағалары толық емес мүшенің бағалары барлық өтінім бойынша алынып тасталады</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>the matrix of marks</source>
        <translation>бағалар кестесі</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the maximum</source>
        <translation>ең жоғары балдың</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the maximum of “{name}”</source>
        <translation>«{name}» бойынша ең жоғары балдың</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the mean over {over}</source>
        <translation>{over} бойынша орташа мән</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the mean with the weights of the criteria, over {over}</source>
        <translation>{over} бойынша өлшемшарт салмақтары ескерілген орташа мән</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the median over {over}</source>
        <translation>{over} бойынша медиана</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the member leaves the commission for the whole contest</source>
        <translation>мүше бүкіл конкурс бойынша комиссиядан шығады</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the member sits out that application</source>
        <translation>мүше сол өтінімді бағалауға қатыспайды</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the members</source>
        <translation>комиссия мүшелері</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the members present vote by name</source>
        <translation>қатысып отырған мүшелер атаулы дауыс береді</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the members present vote by name; votes equal: the chair&apos;s vote decides</source>
        <translation>қатысып отырған мүшелер атаулы дауыс береді; дауыс тең болса, төрағаның дауысы шешуші</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the missing marks are given before the ranking</source>
        <translation>жетіспейтін бағалар рейтингке дейін қойылады</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the next applicant by points, by decision of the commission</source>
        <translation>балы бойынша келесі өтініш беруші, комиссия шешімімен</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the next one that fits gets a grant</source>
        <translation>сыйған келесісі грант алады</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the number of highest marks</source>
        <translation>ең жоғары бағалардың саны</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>the order of the criteria: {new}; before: {old}</source>
        <translation>өлшемшарттардың реті: {new}; бұрын: {old}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the points for “{name}”</source>
        <translation>«{name}» бойынша балл</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>the protocol in its full form, to be signed</source>
        <translation>хаттаманың қол қоюға арналған толық нысаны</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>the protocol in its public form</source>
        <translation>хаттаманың жариялауға арналған нысаны</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the rest is cut off</source>
        <translation>қалдығы кесіледі</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>the result, signed by the chair</source>
        <translation>төраға қол қойған нәтиже</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>the revision is no number from 1 to {most}</source>
        <translation>редакция нөмірі 1 мен {most} аралығында емес</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the rounds</source>
        <translation>турлар</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>the same</source>
        <translation>сол күйінде</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the same IIN</source>
        <translation>бірдей ЖСН</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>the same IIN also stands in row {rows}</source>
        <translation>дәл осы ЖСН мына жолда да бар: {rows}</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>the same content as “{name}”</source>
        <translation>мазмұны «{name}» файлымен бірдей</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>the same key or table stands twice</source>
        <translation>бір кілт немесе кесте екі рет кездеседі</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the same lines and prices in both budgets: {lines}</source>
        <translation>екі бюджетте де бірдей жолдар мен бағалар: {lines}</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the same name and birth date</source>
        <translation>бірдей аты-жөні және туған күні</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>the same person is stored with application {codes}</source>
        <translation>бұл адамның сақталған өтінімі бар: {codes}</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the same person: {what}</source>
        <translation>бір адам: {what}</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the same phone</source>
        <translation>бірдей телефон</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>the same result</source>
        <translation>нәтиже сол күйінде</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>the same supplier in applications: {n}; {name}</source>
        <translation>бір жеткізуші аталған өтінімдер: {n}; {name}</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the same supplier: {name}</source>
        <translation>бір жеткізуші: {name}</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>the sitting has already decided: its result is stored</source>
        <translation>отырыс шешім қабылдап қойған: нәтижесі сақталған</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the sum over {over}</source>
        <translation>{over} бойынша қосынды</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the sum with the weights of the criteria, over {over}</source>
        <translation>{over} бойынша өлшемшарт салмақтары ескерілген қосынды</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>the territory of {code}: correct it in the table and take the table in again</source>
        <translation>{code} өтінімінің аумағы: кестеде түзетіп, кестені қайта қабылдаңыз</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the texts are alike: {percent} % of what is not the form&apos;s</source>
        <translation>мәтіндер ұқсас: үлгіге жатпайтын мәтіннің {percent} %-ы</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the texts are alike: {percent} % of what is not the form&apos;s; common passages: {n}, words in them: {words}</source>
        <translation>мәтіндер ұқсас: үлгіге жатпайтын мәтіннің {percent} %-ы; ортақ үзінділер: {n}, олардағы сөз саны: {words}</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>the threshold is changed</source>
        <translation>шекті балл өзгерген</translation>
    </message>
    <message>
        <location filename="../../models/contest/founding.py"/>
        <source>the title is needed in Kazakh and in Russian</source>
        <translation>атауы қазақша және орысша қажет</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the total of round “{round}”</source>
        <translation>«{round}» турының жалпы балы</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>the two are joined by others of the same case</source>
        <translation>бұл екеуін сол топтағы басқа өтінімдер байланыстырады</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>the weights are those of the criteria, so “{over}”</source>
        <translation>салмақтар өлшемшарттарға тиесілі, сондықтан «{over}» күтіледі</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the worst over {over}</source>
        <translation>{over} бойынша ең нашары</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>there already</source>
        <translation>бұрыннан бар</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile.py"/>
        <source>there are groups with quotas, so “{step}” stands in it</source>
        <translation>квотасы бар топтар көрсетілген, сондықтан ішінде «{step}» тұруы керек</translation>
    </message>
    <message>
        <location filename="../../models/sealing/reading.py"/>
        <source>there is no such file</source>
        <translation>мұндай файл жоқ</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>there is no such key; did you mean “{near}”?</source>
        <translation>мұндай кілт жоқ; «{near}» дегіңіз келді ме?</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>there is no such key; expected: {expected}</source>
        <translation>мұндай кілт жоқ; күтілетіні: {expected}</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>there is no zone of time “{zone}”</source>
        <translation>«{zone}» деген уақыт белдеуі жоқ</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>these codes of applications look alike: {codes}</source>
        <translation>өтінімдердің мына кодтары сырт көзге бірдей: {codes}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>these columns are missing: {names}</source>
        <translation>мына бағандар жоқ: {names}</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>these signs of people look alike: {codes}</source>
        <translation>адамдардың мына белгілері сырт көзге бірдей: {codes}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>this is no text in UTF-8 or Windows-1251; save the table as CSV in UTF-8</source>
        <translation>бұл UTF-8 немесе Windows-1251 кодтауындағы мәтін емес; кестені UTF-8 кодтауындағы CSV түрінде сақтаңыз</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>this key is missing; expected: {expected}</source>
        <translation>бұл кілт жоқ; күтілетіні: {expected}</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>this person has the applications {codes}; give the row the code it means</source>
        <translation>бұл адамның өтінімдері: {codes}; жолға тиісті өтінімнің кодын жазыңыз</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>this row can&apos;t be read as CSV</source>
        <translation>бұл жолды CSV ретінде оқу мүмкін емес</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>thresholds</source>
        <translation>ең төменгі шектер</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>tied on the cut line</source>
        <translation>өту шегінде тең</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>to be confirmed: {n}</source>
        <translation>растау керек: {n}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>to be decided</source>
        <translation>шешім керек</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>to be decided by vote</source>
        <translation>дауыспен шешіледі</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>to be settled</source>
        <translation>шешу керек</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>to be signed</source>
        <translation>қол қойылуы керек</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>to come</source>
        <translation>алда</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>to look at first</source>
        <translation>алдымен қаралатыны</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>total</source>
        <translation>жалпы балл</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>two applications have the code “{code}”</source>
        <translation>екі өтінімнің коды бірдей: «{code}»</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>two people of the commission are called “{id}”</source>
        <translation>комиссиядағы екі адам бірдей «{id}» белгісімен жазылған</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>two people of the commission have one key: {name}</source>
        <translation>комиссиядағы екі адамның кілті бір: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>two sheets that differ</source>
        <translation>екі парақ әртүрлі</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>typed</source>
        <translation>енгізілген</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>typed for packet revision {n}</source>
        <translation>{n}-редакция үшін енгізілген</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>unchanged</source>
        <translation>өзгермеген</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening_list.py"/>
        <source>undecided</source>
        <translation>шешім қабылданбаған</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/list.py"/>
        <source>undecided with flags</source>
        <translation>шешілмеген, ескертуі бар</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>undecided: {n}</source>
        <translation>шешілмеген: {n}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>under all</source>
        <translation>барлығында</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>under none</source>
        <translation>ешқайсысында</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>under some</source>
        <translation>кейбірінде</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>unlocked</source>
        <translation>ашық</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>version {n}</source>
        <translation>{n}-нұсқа</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>what applicants sent</source>
        <translation>өтініш берушілер жібергені</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>what decides between equal totals is changed</source>
        <translation>балдар тең болғандағы тәртіп өзгерген</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>what stands there is neither a key nor a value; text stands in quotation marks</source>
        <translation>мұнда кілт те, мән де жоқ; мәтін тырнақшаға алынады</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>what was typed and confirmed is another paper than this sheet</source>
        <translation>енгізілген және расталған қағаз парақ – бұл емес, басқасы</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>what was typed does not name every application of the packet once, in its order</source>
        <translation>енгізілген деректерде пакеттің әр өтінімі өз ретімен бір-бір рет көрсетілмеген</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>who approved the criteria is missing</source>
        <translation>өлшемшарттарды кім бекіткені көрсетілмеген</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>who wins a tie</source>
        <translation>балы теңдерден кім жеңеді</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <location filename="../../ui/office/words.py"/>
        <source>winner</source>
        <translation>жеңімпаз</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>winner in place of {codes}</source>
        <translation>{codes} орнына жеңімпаз</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>winner of an earlier contest: {win}; {what}</source>
        <translation>бұрынғы конкурстың жеңімпазы: {win}; {what}</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>winner, as next in line</source>
        <translation>жеңімпаз, кезек бойынша</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>winners in every territory, at most: {n}</source>
        <translation>әр аумақтағы жеңімпаздар саны, ең көбі: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>winners in territory {territory}, at most: {n}</source>
        <translation>{territory} аумағындағы жеңімпаздар саны, ең көбі: {n}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>wins</source>
        <translation>жеңеді</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>wins in the result, but is refused or withdrawn in the central file</source>
        <translation>нәтижеде жеңімпаз, ал орталық файлда қабылданбаған немесе кері қайтарып алынған</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>with decimal places: {n}; ranked by the exact figure</source>
        <translation>үтірден кейінгі таңба: {n}; рейтинг дәл сан бойынша</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>with whom the criteria were agreed is missing</source>
        <translation>өлшемшарттар кіммен келісілгені көрсетілмеген</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening_list.py"/>
        <location filename="../../models/sitting/saying.py"/>
        <source>withdrawn</source>
        <translation>кері қайтарып алынған</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>withdrew</source>
        <translation>бас тартты</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>working days: {n}</source>
        <translation>жұмыс күні: {n}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../models/contest/approval.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>yes</source>
        <translation>иә</translation>
    </message>
    <message>
        <location filename="../../models/sealing/reading.py"/>
        <source>you have no right to read it</source>
        <translation>оны оқуға рұқсатыңыз жоқ</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>{above} ({less} points) stands above {below} ({more} points)</source>
        <translation>{above} (балл: {less}) {below} (балл: {more}) өтінімінен жоғары тұр</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>{act}. The quorum is lost, so this item stops here: {item}.</source>
        <translation>{act}. Кворум жоғалды, сондықтан мына мәселені қарау тоқтатылды: {item}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sync.py"/>
        <source>{application} changes: {fields}</source>
        <translation>{application} өзгереді: {fields}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sync.py"/>
        <source>{application} does not fit: {why}</source>
        <translation>{application} сәйкес келмейді: {why}</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>{application} is not typed yet; there is nothing to confirm.</source>
        <translation>{application} әлі енгізілген жоқ; растайтын ештеңе жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>{application}, criterion {criterion}, {member}: {new} instead of {old}</source>
        <translation>{application}, {criterion} өлшемшарты, {member}: {old} орнына {new}</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{application}, {code}: {points} is outside {low}–{high}</source>
        <translation>{application}, {code}: {points} балл {low}–{high} шегінен тыс</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>{application}, {member}: no points for {criteria}; this member&apos;s marks are not counted here, and never as 0.</source>
        <translation>{application}, {member}: {criteria} бойынша балл жоқ; бұл мүшенің бағалары мұнда есептелмейді, 0 деп те саналмайды.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sums.py"/>
        <source>{application}, {member}: stored are {points} points (marks: {numbers}), but the marks themselves come to {counted_points} (marks: {counted_numbers}).</source>
        <translation>{application}, {member}: сақталғаны – {points} балл (баға саны: {numbers}), ал бағалардың өзінен {counted_points} балл шығады (баға саны: {counted_numbers}).</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{application}: a box for each criterion is needed.</source>
        <translation>{application}: әр өлшемшартқа бір тор керек.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{application}: a conflict of interest and points at once; ask the member.</source>
        <translation>{application}: мүдделер қақтығысы да, балл да қойылған; мүшенің өзінен сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>{application}: declared in conflict or not sure, and scored all the same</source>
        <translation>{application}: мүдделер қақтығысы бар немесе «сенімді емеспін» деп мәлімделген, бірақ соған қарамастан бағаланған</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>{application}: no such criterion: {code}</source>
        <translation>{application}: мұндай бағалау өлшемшарты жоқ: {code}</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>{application}: no such kind of conflict: {kind}</source>
        <translation>{application}: мүдделер қақтығысының мұндай түрі жоқ: {kind}</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{application}: not confirmed as it was typed</source>
        <translation>{application}: енгізілген күйінде расталмаған</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{application}: not in this packet</source>
        <translation>{application}: бұл пакетте жоқ</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/published.py"/>
        <source>{application}: published place {published}, by its marks place {place}.</source>
        <translation>{application}: жарияланған орны {published}, бағалары бойынша орны {place}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/published.py"/>
        <source>{application}: published total {published}, by its marks {total}.</source>
        <translation>{application}: жарияланған жалпы балл {published}, бағалары бойынша {total}.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>{application}: recused without a declared conflict of interest</source>
        <translation>{application}: мүдделер қақтығысы мәлімделмей, өздігінен бас тартылған</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>{application}: scored before conflicts of interest were declared</source>
        <translation>{application}: мүдделер қақтығысы туралы мәлімдеме берілгенге дейін бағаланған</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/published.py"/>
        <source>{application}: the published “{written}” is no number, so it was not compared.</source>
        <translation>{application}: жарияланған «{written}» сан емес, сондықтан салыстырылмады.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{application}: the sheet says otherwise than what was typed and confirmed</source>
        <translation>{application}: парақта енгізілген және расталған деректен басқаша жазылған</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/count.py"/>
        <source>{application}: {chain}</source>
        <translation>{application}: {chain}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>{application}: {sum} KZT.</source>
        <translation>{application}: {sum} ₸.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>{choice}: {n} ({names})</source>
        <translation>{choice}: {n} ({names})</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>{codes} (applications: {n})</source>
        <translation>{codes} (өтінімдер: {n})</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/register.py"/>
        <source>{code} is neither a winner nor the next in line for a grant that became free; no contract was recorded.</source>
        <translation>{code} – жеңімпаз да, босаған грантқа кезекте тұрған өтініш беруші де емес; шарт тіркелмеді.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening_list.py"/>
        <source>{code} was changed or decided in another window meanwhile; nothing of yours was recorded. Press F5, read what is new and decide then.</source>
        <translation>{code} өтінімін осы аралықта басқа терезеде өзгертіп немесе ол бойынша шешім қабылдап қойған; сіздің шешіміңіз тіркелмеді. F5 басып, жаңасын оқыңыз да, содан кейін шешіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>{code} was sent back and is the same as before; nothing was changed. If it is as on the paper, the second person looks at it again and confirms it.</source>
        <translation>{code} қайтарылған, ал жазылғаны бұрынғыдай; ештеңе өзгерген жоқ. Қағаздағыдай болса, екінші адам оны қайта қарап, растайды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>{code} was withdrawn</source>
        <translation>{code} өтінімі кері қайтарып алынды</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>{code} {name} ({state})</source>
        <translation>{code} {name} ({state})</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code} “{name}” was added</source>
        <translation>{code} «{name}» қосылған</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code} “{name}” was removed</source>
        <translation>{code} «{name}» алынып тасталған</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/screening.py"/>
        <source>{code}, {name}: {state}</source>
        <translation>{code}, {name}: {state}</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>{code}, {name}: {title}</source>
        <translation>{code}, {name}: {title}</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>{code}, {span}</source>
        <translation>{code}, {span}</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code}: points {new}; before: {old}</source>
        <translation>{code}: балл {new}; бұрын: {old}</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>{code}: stated {n} times</source>
        <translation>{code}: {n} рет көрсетілген</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code}: the name is “{new}”; before: “{old}”</source>
        <translation>{code}: атауы – «{new}»; бұрын: «{old}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code}: the weight is {new}; before: {old}</source>
        <translation>{code}: салмағы {new}; бұрын: {old}</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code}: the words of the points are worded anew</source>
        <translation>{code}: балдардың сипаттамасы жаңаша жазылған</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>{code}: there is no territory “{territory}”</source>
        <translation>{code}: «{territory}» аумағы жоқ</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>{code}: two decisions on one conflict of interest</source>
        <translation>{code}: бір мүдделер қақтығысы туралы екі шешім</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code}: what the member weighs is worded anew</source>
        <translation>{code}: мүше нені бағалайтыны жаңаша жазылған</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code}: words are missing in Kazakh or in Russian</source>
        <translation>{code}: қазақша немесе орысша мәтін жоқ</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <source>{code}: {decision}</source>
        <translation>{code}: {decision}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>{contest} · packet revision {n}</source>
        <translation>{contest} · пакеттің {n}-редакциясы</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>{date}, {by}: conflict. {reason}</source>
        <translation>{date}, {by}: қақтығыс бар. {reason}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>{date}, {by}: no conflict. {reason}</source>
        <translation>{date}, {by}: қақтығыс жоқ. {reason}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>{date}, {by}: not a duplicate. {reason}</source>
        <translation>{date}, {by}: қайталану емес. {reason}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>{date}, {by}: {code} is a duplicate of {of}. {reason}</source>
        <translation>{date}, {by}: {code} өтінімі {of} өтінімін қайталайды. {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>{day} (day off)</source>
        <translation>{day} (демалыс күні)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>{details} These members have not stated yet that they took no part: {names}; the protocol will say so.</source>
        <translation>{details} Мына мүшелер қатыспағанын әлі мәлімдеген жоқ: {names}; хаттамада солай жазылады.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>{event}: {first} – {last}</source>
        <translation>{event}: {first} – {last}</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>{field}: empty; it is needed</source>
        <translation>{field}: бос; толтырылуы қажет</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>{field}: the table has the error {error} there; correct the cell</source>
        <translation>{field}: кестеде бұл жерде {error} қатесі тұр; ұяшықты түзетіңіз</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/table.py"/>
        <source>{field}: {old} → {new}</source>
        <translation>{field}: {old} → {new}</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/table.py"/>
        <source>{field}: {value}</source>
        <translation>{field}: {value}</translation>
    </message>
    <message>
        <location filename="../../models/intake/parts.py"/>
        <source>{field}: “{value}” can&apos;t be read; expected is {expected}</source>
        <translation>{field}: «{value}» оқылмайды; күтілетіні: {expected}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recounted.py"/>
        <source>{figures} ({n} of {members})</source>
        <translation>{figures} ({members} ішінен {n})</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>{file} was refused: {why}</source>
        <translation>{file} қабылданбады: {why}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>{file}: left aside: {why}</source>
        <translation>{file}: алынбады: {why}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>{file}: {checked}: {state}</source>
        <translation>{file}: {checked}: {state}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>{first} – {last}, the last minute included</source>
        <translation>{first} – {last}, соңғы минутты қоса алғанда</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>{first}–{last} calendar days after the protocol</source>
        <translation>хаттамадан кейін {first}–{last} күнтізбелік күнде</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>{kind}: {name}</source>
        <translation>{kind}: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/forms.py"/>
        <source>{label} (required)</source>
        <translation>{label} (міндетті)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>{least}–{most}, needed {needed}</source>
        <translation>{least}–{most}, қажеті {needed}</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <source>{list}: {n}</source>
        <translation>{list}: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>{low}–{high}</source>
        <translation>{low}–{high}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/sheets/hints.py"/>
        <source>{member}: revision {n} was handed in; revision {before}, which it corrects, was not brought. Revision {n} counts. Ask for the sheet before it, so that everybody can see what was corrected.</source>
        <translation>{member}: {n}-редакция тапсырылды; ол түзететін {before}-редакция әкелінбеді. {n}-редакция есептеледі. Не түзетілгенін бәрі көруі үшін алдыңғы парақты сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/sheets/hints.py"/>
        <source>{member}: several sheets stand side by side and none follows the other (revisions: {revisions}). Where they differ it is a clash, which is settled at the sitting. Ask the member how it came about.</source>
        <translation>{member}: бірін-бірі жалғастырмайтын бірнеше парақ бар (редакциялар: {revisions}). Айырмашылығы бар жер – алшақтық, ол отырыста шешіледі. Неге бұлай болғанын мүшеден сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>{name} already has another key in this contest; it was not replaced. Compare the fingerprint with the person, then take the new key with a reason.</source>
        <translation>{name}: осы конкурста басқа кілті бар; ол ауыстырылмады. Кілттің таңбасын адамның өзімен салыстырыңыз, содан кейін жаңа кілтті себебін көрсетіп қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>{name} can open this central file from now on. The file and its key file stay together: open both from the shared folder, or copy both.</source>
        <translation>{name} енді бұл орталық файлды аша алады. Файл мен оның кілт файлы бірге болуы тиіс: екеуін ортақ қалтадан ашыңыз немесе екеуін де көшіріңіз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>{name} can open this central file no more.</source>
        <translation>{name}: осы орталық файлға рұқсаты кері алынды.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>{name} chooses: {left} of {n}.</source>
        <translation>{name} таңдайды: {n} өтінімнен {left}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>{name} confirms and can&apos;t edit. Lines to confirm: {n}.</source>
        <translation>Растаушы: {name}, түзете алмайды. Расталатын жолдар: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>{name} could open this central file before.</source>
        <translation>{name} бұл орталық файлды бұрын да аша алатын.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>{name} declares</source>
        <translation>{name} мәлімдейді</translation>
    </message>
    <message>
        <location filename="../../models/sample/desks.py"/>
        <source>{name} declares, scores and hands in {file}</source>
        <translation>{name} мәлімдейді, бағалайды және {file} парағын тапсырады</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>{name} has a conflict of interest about {application} and leaves.</source>
        <translation>{name}: {application} бойынша мүдделер қақтығысы бар, комиссия құрамынан шығады.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>{name} has a key and hands in a sheet of their own; nobody types it.</source>
        <translation>{name}: өз кілті бар, парағын өзі тапсырады; оны ешкім енгізбейді.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>{name} is a member of the commission; paper sheets are typed and confirmed by the secretary and the staff. Nothing was changed.</source>
        <translation>{name} – комиссия мүшесі; қағаз парақтарды хатшы мен қызметкерлер енгізеді және растайды. Ештеңе өзгерген жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>{name} is confirming this sheet already; one person confirms all of it. Nothing was changed.</source>
        <translation>Бұл парақты қазір {name} растап жатыр; бүкіл парақты бір адам растайды. Ештеңе өзгерген жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>{name} is elected chair. For: {votes}.</source>
        <translation>Төраға болып {name} сайланды. Қолдаған: {votes}.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{name} neither types nor confirms the own sheet</source>
        <translation>{name} өз парағын енгізбейді және растамайды</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>{name} reads the fingerprint aloud. Is it the same?</source>
        <translation>{name} кілтінің таңбасын дауыстап оқиды. Бірдей ме?</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>{name} typed this sheet; another person confirms it, with an own key. Nothing was changed.</source>
        <translation>Бұл парақты енгізген – {name}; оны басқа адам өз кілтімен растайды. Ештеңе өзгерген жоқ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>{name} types the passphrase of the key. The key is used once and not kept here.</source>
        <translation>{name} кілттің құпиясөз тіркесін енгізеді. Кілт бір рет қолданылады және мұнда сақталмайды.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>{name} types. Lines still to type: {empty}; to type again: {back}.</source>
        <translation>Енгізетін адам: {name}. Енгізілмеген жолдар: {empty}; қайта енгізілетіні: {back}.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{name} was not enrolled as secretary or staff when the packet was built, so nobody could check this signature later. Build a new revision of the packet first, or let somebody else do it.</source>
        <translation>{name}: пакет жасалған кезде комиссия құрамына хатшы не қызметкер ретінде енгізілмеген, сондықтан бұл қолтаңбаны кейін ешкім тексере алмайды. Алдымен пакеттің жаңа редакциясын жасаңыз немесе мұны басқа адам орындасын.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>{name} – to be decided</source>
        <translation>{name} – шешім керек</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>{name}, {application}, {criterion}. Ask the member which value holds.</source>
        <translation>{name}, {application}, {criterion}. Қай мән дұрыс екенін мүшеден сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>{name}, {application}, {criterion}: now {mark}. Only the member&apos;s own statement changes a mark. The old value, the new one and the reason stand in the protocol.</source>
        <translation>{name}, {application}, {criterion}: қазір {mark}. Баға тек мүшенің өз мәлімдемесімен өзгереді. Бұрынғы және жаңа мән мен себебі хаттамада тұрады.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>{name}: at most {n}</source>
        <translation>{name}: ең көбі {n}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <location filename="../../desktop/cli/packet.py"/>
        <source>{name}: grants {n}</source>
        <translation>{name}: гранттар саны {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>{name}: “{text}”</source>
        <translation>{name}: «{text}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>{n} cells instead of {width}</source>
        <translation>ұяшықтар саны – {n}, керегі – {width}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>{n} for {places}: {codes}</source>
        <translation>өтінім – {n}, орын – {places}: {codes}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/desk/place.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/office/screening/page.py"/>
        <location filename="../../ui/shell/strip.py"/>
        <location filename="../../ui/widgets/data_table.py"/>
        <source>{n} of {of}</source>
        <translation>{n} / {of}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>{n}, for example: {names}</source>
        <translation>{n}, мысалы: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>{n}, needed {needed}</source>
        <translation>{n}, қажеті {needed}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>{n}; declared: {declared}; scored: {scored} of {of}</source>
        <translation>{n}; мәлімделді: {declared}; бағаланды: {scored} / {of}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>{old} → {new}</source>
        <translation>{old} → {new}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>{one} or {other}</source>
        <translation>{one} немесе {other}</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>{person} ({part}) – {code}, {applicant}</source>
        <translation>{person} ({part}) – {code}, {applicant}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>{place} · {total}</source>
        <translation>{place} · {total}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>{place} · {total} ({n})</source>
        <translation>{place} · {total} ({n})</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>{points} is outside the scale of “{criterion}”: {low}–{high}.</source>
        <translation>{points} балл «{criterion}» шкаласынан тыс: {low}–{high}.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk.py"/>
        <source>{points} is outside the scale {low}–{high}; nothing was changed.</source>
        <translation>{points} балы {low}–{high} шкаласынан тыс; ештеңе өзгерген жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>{points} is outside {low}–{high}</source>
        <translation>{points} балл {low}–{high} шегінен тыс</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>{points} points, in Kazakh</source>
        <translation>Балл {points}, қазақша</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>{points} points, in Russian</source>
        <translation>Балл {points}, орысша</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>{rule} Ground: {point}</source>
        <translation>{rule} Негізі: {point}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>{sum} KZT</source>
        <translation>{sum} теңге</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>{sum} KZT at most</source>
        <translation>ең көбі {sum} теңге</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>{territory}. Grants that nobody has: {n}. Next in line: {codes}.</source>
        <translation>{territory}. Бос гранттар: {n}. Кезекте тұр: {codes}.</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>{territory}. Winners: {winners}; for: {votes}; awarded: {sum} KZT.</source>
        <translation>{territory}. Жеңімпаздар: {winners}; қолдаған: {votes}; берілді: {sum} теңге.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>{territory}: numbers of marks differ ({sizes}), so totals are not comparable and nobody is ranked. Fewer marks: {applications}.</source>
        <translation>{territory}: баға саны әртүрлі ({sizes}), сондықтан жалпы балдарды салыстыруға болмайды және орындар берілмеді. Бағасы аз: {applications}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>{territory}: numbers of marks differ ({sizes}); ranked by the mean of the valid marks, as the rule says.</source>
        <translation>{territory}: баға саны әртүрлі ({sizes}); ережеге сәйкес жарамды бағалардың орташа мәні бойынша рейтинг құрылды.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>{territory}: numbers of rounds differ, so totals are not comparable and nobody is ranked. Fewer rounds: {applications}.</source>
        <translation>{territory}: тур саны әртүрлі, сондықтан жалпы балдарды салыстыруға болмайды және орындар берілмеді. Туры аз: {applications}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>{territory}: {applications}</source>
        <translation>{territory}: {applications}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>{text} Nothing was recorded.</source>
        <translation>{text} Ештеңе тіркелген жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>{text} Nothing was recorded. The rule: {point}</source>
        <translation>{text} Ештеңе тіркелген жоқ. Негізі: {point}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>{text} The rule: {point}</source>
        <translation>{text} Негізі: {point}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>{title} – Tandau</source>
        <translation>{title} – Таңдау</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>{told} Taken out: {names}.</source>
        <translation>{told} Есептен шығарылды: {names}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>{told} The chair chose: {codes}.</source>
        <translation>{told} Төрағаның шешуші дауысы: {codes}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>{told} “{name}”: {reason}</source>
        <translation>{told} «{name}»: {reason}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>{told}; further ones: {n}</source>
        <translation>{told}; тағы: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>{value} (between {low} and {high}; applications: {n})</source>
        <translation>{value} (аралығы {low} – {high}; өтінімдер: {n})</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>{vote} The votes decided nothing.</source>
        <translation>{vote} Дауыс беру шешім бермеді.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <source>{what} Ground: {point}.</source>
        <translation>{what} Негізі: {point}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>{what} The quorum was lost; the item stopped.</source>
        <translation>{what} Кворум жоғалды; мәселе тоқтатылды.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>{what}, at most {most}</source>
        <translation>{what}, ең көбі {most}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>{what}: {codes}</source>
        <translation>{what}: {codes}</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <location filename="../../ui/office/steps.py"/>
        <source>{what}: {n}</source>
        <translation>{what}: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>{what}: {old} → {new}</source>
        <translation>{what}: {old} → {new}</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>– choose –</source>
        <translation>– таңдаңыз –</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>– {what} {application} {fields} ({by}, {at:%Y-%m-%d %H:%M} UTC: {why})</source>
        <translation>– {what} {application} {fields} ({by}, {at:%Y-%m-%d %H:%M} UTC: {why})</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>“=” is expected after a key</source>
        <translation>кілттен кейін «=» күтіледі</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>“Would it change?” was opened by {name}; sheets in by then: {n}.</source>
        <translation>«Нәтиже өзгерер ме еді?» есебін {name} ашты; осы сәтке дейін қабылданған парақтар: {n}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>“contract” means the contract&apos;s date itself; another code is expected</source>
        <translation>«contract» шарттың күнінің өзін білдіреді; басқа код күтіледі</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>“{application}” is neither a winner nor next in line.</source>
        <translation>«{application}» жеңімпаз да, кезекте тұрған өтінім де емес.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>“{application}” is no winner, so there is no contract.</source>
        <translation>«{application}» жеңімпаз емес, сондықтан шарт та жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>“{application}” is not an application of “{territory}”.</source>
        <translation>«{application}» – «{territory}» аумағының өтінімі емес.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>“{application}” is not next in line in “{territory}”.</source>
        <translation>«{application}» «{territory}» аумағында кезекте тұрған жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>“{application}” is out already.</source>
        <translation>«{application}» бұған дейін рейтингтен шығарылған.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>“{application}” is out and can&apos;t win. Take it off the list.</source>
        <translation>«{application}» рейтингтен шығарылған, жеңімпаз бола алмайды. Оны тізімнен алып тастаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/marks.py"/>
        <source>“{application}” is scored only after declaring that there is no conflict of interest; nothing was changed.</source>
        <translation>«{application}» өтінімі мүдделер қақтығысы жоқ деп мәлімделгеннен кейін ғана бағаланады; ештеңе өзгертілген жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk.py"/>
        <source>“{application}” opens only after declaring that there is no conflict of interest. Declare first.</source>
        <translation>«{application}» өтінімі мүдделер қақтығысы жоқ екені мәлімделгеннен кейін ғана ашылады. Алдымен мәлімдеңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>“{application}”: the sum awarded is missing. Write it in whole KZT.</source>
        <translation>«{application}»: берілетін сома жоқ. Оны бүтін теңгемен жазыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>“{application}”: {awarded} KZT is more than was asked or than the rule allows. At most: {most} KZT.</source>
        <translation>«{application}»: {awarded} теңге сұралғаннан немесе ережеде рұқсат етілгеннен көп. Ең көбі: {most} теңге.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>“{code}” stays closed for you, because of what you declared: {answer}.</source>
        <translation>«{code}» сіз үшін жабық, себебі мәлімдемеңіз: {answer}.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>“{code}” stays closed for you: {decision} Marks given before stay sealed.</source>
        <translation>«{code}» сіз үшін жабық: {decision} Бұрын қойылған балдар жабық күйінде қалады.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>“{code}” stays closed: declare first whether you have a conflict of interest.</source>
        <translation>«{code}» жабық: алдымен мүдделер қақтығысы бар-жоғын мәлімдеңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>“{column}” of application “{application}” is “{now}”, but “{before}” in row {first}</source>
        <translation>«{application}» өтінімінің «{column}» бағаны «{now}», ал {first}-жолда «{before}»</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>“{column}” of application “{application}” is “{written}”; the rule needs a number</source>
        <translation>«{application}» өтінімінің «{column}» бағанында «{written}» тұр; есептеу ережесіне сан керек</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>“{criterion}” is none of {codes}</source>
        <translation>«{criterion}» мыналардың ешқайсысы емес: {codes}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>“{field}” is no field that a column can hold.</source>
        <translation>«{field}» – баған сақтай алатын өріс емес.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>“{folder}” can&apos;t be read now. Put the stick back in; watching goes on.</source>
        <translation>«{folder}» қазір оқылмайды. USB-тасымалдағышты қайта салыңыз; бақылау жалғасады.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>“{folder}” can&apos;t be written to: “{name}” was not written and nothing was changed. Choose another folder.</source>
        <translation>«{folder}» қалтасына жазу мүмкін емес: «{name}» жазылмады және ештеңе өзгертілген жоқ. Басқа қалтаны таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>“{folder}” is no folder; nothing is watched. Choose another.</source>
        <translation>«{folder}» қалта емес; ештеңе бақыланбайды. Басқасын таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>“{kind}” is no kind of conflict in this contest&apos;s rules. Choose one of them.</source>
        <translation>«{kind}» – бұл конкурс ережесіндегі мүдделер қақтығысының түрі емес. Олардың бірін таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>“{list}” is not in the order of its own points: {what}</source>
        <translation>«{list}» өз балдарының ретімен емес: {what}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>“{list}”: rows without code and IIN were compared with nothing: {rows}</source>
        <translation>«{list}»: коды да, ЖСН-і де жоқ жолдар ештеңемен салыстырылмады: {rows}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>“{list}”: the same code or IIN stands in rows {rows}</source>
        <translation>«{list}»: бір код немесе ЖСН мына жолдарда тұр: {rows}</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>“{member}” is no member of this commission; choose a member.</source>
        <translation>«{member}» бұл комиссияның мүшесі емес; мүшені таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/paper_sheet.py"/>
        <source>“{member}” is no member of this commission; no paper sheet was made. Choose a member.</source>
        <translation>«{member}» бұл комиссияның мүшесі емес; қағаз парақ жасалған жоқ. Мүшені таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>“{member}” is no member of this commission; the sheet was not taken. Ask who sent it.</source>
        <translation>«{member}» бұл комиссияның мүшесі емес; бағалау парағы қабылданбады. Оны кім жібергенін анықтаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>“{member}” is not a member of the commission.</source>
        <translation>«{member}» комиссия мүшесі емес.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>“{member}” lacks no mark, so this member&apos;s marks can&apos;t be taken out.</source>
        <translation>«{member}» барлық бағаны қойған, сондықтан оның бағаларын алып тастауға болмайды.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>“{name}” already exists and was not replaced. Choose another name.</source>
        <translation>«{name}» бұрыннан бар және ауыстырылмады. Басқа атау таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>“{name}” came back from the disk changed and was not kept. Use another disk.</source>
        <translation>«{name}» дискіден өзгерген күйде оқылды, сондықтан сақталмады. Басқа дискіні пайдаланыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>“{name}” can&apos;t be made: {reason}. Nothing was kept.</source>
        <translation>«{name}» құрылмады: {reason}. Ештеңе сақталмады.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/tables.py"/>
        <source>“{name}” can&apos;t be opened: {why}. Check that it is still there and not open elsewhere.</source>
        <translation>«{name}» ашылмайды: {why}. Оның орнында екенін және басқа жерде ашық тұрмағанын тексеріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/reading.py"/>
        <source>“{name}” can&apos;t be read: {reason}. Check that the disk is connected and try again.</source>
        <translation>«{name}» файлын оқу мүмкін емес: {reason}. Дискінің қосылғанын тексеріп, қайталап көріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>“{name}” can&apos;t be written or read: {reason}. Nothing was changed; look whether the disk is full, write-protected or gone.</source>
        <translation>«{name}» жазылмайды немесе оқылмайды: {reason}. Ештеңе өзгертілмеді; дискінің толып қалмағанын, жазудан қорғалмағанын және ажыратылмағанын тексеріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>“{name}” carries no result: it was not made by this program or was saved again by another.</source>
        <translation>«{name}» ішінде нәтиже жоқ: оны бұл бағдарлама жасамаған немесе басқа бағдарлама қайта сақтаған.</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>“{name}” contradicts itself and can&apos;t be worked with; nothing was taken from it. Ask the secretary for a packet without these defects:</source>
        <translation>«{name}» өзіне-өзі қайшы, онымен жұмыс істеуге болмайды; одан ештеңе алынған жоқ. Хатшыдан мына ақаулары жоқ пакетті сұраңыз:</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>“{name}” contradicts itself: its table is not what its sheets and decisions give. It was not taken; ask the chair for the result again.</source>
        <translation>«{name}» өзіне-өзі қайшы: ондағы кесте бағалау парақтары мен шешімдерден шығатын кестемен сәйкес келмейді. Ол қабылданбады; нәтижені төрағадан қайта сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/child.py"/>
        <source>“{name}” could not be read within {seconds} seconds and was left aside; nothing was taken from it. Open it in the program it was made with, save it anew and try again.</source>
        <translation>«{name}» файлы {seconds} секундта оқылмады, ол қабылданбады, одан ештеңе алынбады. Оны жасалған бағдарламасында ашып, қайта сақтаңыз да, әрекетті қайталаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>“{name}” did not leave the room. Who came later is recorded with the attendance.</source>
        <translation>«{name}» залдан шықпаған. Кейін келгендер қатысуды тіркеу арқылы жазылады.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>“{name}” does not fit this central file; nothing of it can be stored.</source>
        <translation>«{name}» бұл орталық файлға сәйкес емес; одан ештеңе сақтауға болмайды.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>“{name}” has a conflict of interest about the open item and comes back when it is closed.</source>
        <translation>«{name}» ашық мәселе бойынша мүдделер қақтығысына ие, мәселе жабылғаннан кейін қайтып келеді.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>“{name}” has a conflict of interest here and can&apos;t vote. Take this vote out.</source>
        <translation>«{name}»: бұл мәселеде мүдделер қақтығысы бар, дауыс бере алмайды. Бұл дауысты алып тастаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/listed.py"/>
        <source>“{name}” has neither a column of application codes nor one of IINs; nothing was compared. People are never joined by name: add the codes.</source>
        <translation>«{name}» тізімінде өтінім коды бағаны да, ЖСН бағаны да жоқ; ештеңе салыстырылған жоқ. Адамдар ешқашан аты-жөні бойынша байланыстырылмайды: кодтарды қосыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/listed.py"/>
        <source>“{name}” has no column of an application (IIN, name, title …); nothing was compared. Check that it is the right file.</source>
        <translation>«{name}» кестесінде өтінім бағаны жоқ (ЖСН, аты-жөні, жоба атауы …); ештеңе салыстырылған жоқ. Дұрыс файл екенін тексеріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/party_tables.py"/>
        <source>“{name}” has no column with names, IIN, telephones, addresses or organisations; nothing was compared. Name the columns, for example: id, name, iin, birth_date, phone, email, address, organisation, role.</source>
        <translation>«{name}» ішінде аты-жөні, ЖСН, телефон, мекенжай немесе ұйым бағаны жоқ; ештеңе салыстырылмады. Бағандарды атаңыз, мысалы: аты-жөні, ЖСН, туған күні, телефон, электрондық пошта, мекенжай, ұйым.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/tables.py"/>
        <source>“{name}” has no heading row among its first {n} rows; nothing was taken in. Put the names of the columns (for example “IIN”, “Project title”) above the data.</source>
        <translation>«{name}» кестесінің алғашқы {n} жолында баған атаулары жоқ; ештеңе қабылданбады. Деректердің үстіне баған атауларын жазыңыз (мысалы, «ЖСН», «Жоба атауы»).</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/tables.py"/>
        <location filename="../../models/intake/source.py"/>
        <source>“{name}” has no sheet “{sheet}”. Its sheets are: {sheets}. Choose one of them.</source>
        <translation>«{name}» ішінде «{sheet}» парағы жоқ. Бар парақтары: {sheets}. Солардың бірін таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>“{name}” holds more than {n} files; choose the folder of this contest.</source>
        <translation>«{name}» қалтасында файлдар тым көп (шегі: {n}); осы конкурстың қалтасын таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/tables.py"/>
        <source>“{name}” holds no rows of data; nothing was taken in. Check that the right file and sheet were saved.</source>
        <translation>«{name}» ішінде деректер жолы жоқ; ештеңе қабылданбады. Тиісті файл мен парақ сақталғанын тексеріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>“{name}” is a key of another kind; Tandau needs Ed25519. Make a new key.</source>
        <translation>«{name}» – басқа түрдегі кілт; «Таңдау» бағдарламасы үшін Ed25519 керек. Жаңа кілт жасаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>“{name}” is absent and can&apos;t vote. Take the vote out, or record the attendance first.</source>
        <translation>«{name}» қатысып отырған жоқ, сондықтан дауыс бере алмайды. Дауысты алып тастаңыз немесе алдымен қатысуын тіркеңіз.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/workbooks.py"/>
        <source>“{name}” is cut off or damaged; nothing was taken in. Copy it again from where it came, or open it in the program it was made with and save it anew.</source>
        <translation>«{name}» үзіліп қалған немесе бүлінген; ештеңе қабылданбады. Оны бастапқы орнынан қайта көшіріңіз немесе жасалған бағдарламасында ашып, қайта сақтаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/delimited.py"/>
        <source>“{name}” is cut off or has a quotation mark that is never closed, near line {line}; nothing was taken in. Save the table anew as XLSX or CSV.</source>
        <translation>«{name}» үзіліп қалған немесе {line}-жол маңында тырнақша жабылмаған; ештеңе қабылданбады. Кестені XLSX не CSV түрінде қайта сақтаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/containers.py"/>
        <source>“{name}” is damaged or cut short; nothing was taken from it. Copy it again from where it came from.</source>
        <translation>«{name}» бүлінген немесе толық емес; одан ештеңе алынбады. Оны бастапқы орнынан қайта көшіріңіз.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/child.py"/>
        <source>“{name}” is damaged or needs far more memory than such a file should; it was left aside and nothing was taken from it. Open it in the program it was made with, save it anew and try again.</source>
        <translation>«{name}» бүлінген немесе мұндай файлға қажеттен әлдеқайда көп жад сұрайды; ол қабылданбады, одан ештеңе алынбады. Оны жасалған бағдарламасында ашып, қайта сақтаңыз да, әрекетті қайталаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/child.py"/>
        <source>“{name}” is damaged or of another kind than its name says ({kind}); nothing was taken from it. Open it in the program it was made with, save it anew and try again.</source>
        <translation>«{name}» бүлінген немесе түрі атауына сай емес ({kind}); одан ештеңе алынбады. Оны жасалған бағдарламасында ашып, қайта сақтаңыз да, әрекетті қайталаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/cards.py"/>
        <location filename="../../models/sealing/reading.py"/>
        <location filename="../../models/values.py"/>
        <source>“{name}” is damaged or was made by another program; it was not taken.</source>
        <translation>«{name}» бүлінген немесе басқа бағдарламада жасалған; ол қабылданбады.</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>“{name}” is in use: another window or office is just writing to it. Nothing was changed; try again in a moment.</source>
        <translation>«{name}» бос емес: оған қазір басқа терезе немесе кеңсе жазып жатыр. Ештеңе өзгертілмеді; сәл кейінірек қайталаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/store.py"/>
        <source>“{name}” is missing beside the workspace, so it can&apos;t be opened. Put it back from a copy.</source>
        <translation>Жұмыс қалтасында «{name}» файлы жоқ, сондықтан оны ашу мүмкін емес. Файлды көшірмесінен орнына қойыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>“{name}” is no folder; choose the folder that holds the attachments.</source>
        <translation>«{name}» қалта емес; қосымшалар жатқан қалтаны таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>“{name}” is no result of a sitting; nothing was taken from it.</source>
        <translation>«{name}» – отырыс нәтижесінің файлы емес; одан ештеңе алынбады.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/delimited.py"/>
        <source>“{name}” is no table; nothing was taken in. Save it as XLSX or CSV and try again.</source>
        <translation>«{name}» кесте емес; ештеңе қабылданбады. Оны XLSX немесе CSV түрінде сақтап, қайталаңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>“{name}” is no text in UTF-8; a passphrase is expected in its first line.</source>
        <translation>«{name}» – UTF-8 кодтауындағы мәтін емес; оның бірінші жолында құпиясөз тіркесі күтіледі.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_files.py"/>
        <source>“{name}” is no typed paper sheet; nothing was taken.</source>
        <translation>«{name}» енгізілген қағаз парақ емес; ештеңе алынған жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/preview.py"/>
        <source>“{name}” is none of JPEG, PNG, PDF, DOCX and can&apos;t be shown here; it can still be saved.</source>
        <translation>«{name}» JPEG, PNG, PDF, DOCX түрлерінің ешқайсысы емес, сондықтан мұнда көрсетілмейді; оны сақтап алуға болады.</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>“{name}” is not a central file of this program, is damaged, or belongs to another key file. Nothing was changed; take it from your last copy together with its key file.</source>
        <translation>«{name}» – бұл бағдарламаның орталық файлы емес, бүлінген немесе басқа кілт файлына тиесілі. Ештеңе өзгертілмеді; оны соңғы көшірмеден кілт файлымен бірге алыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/versions.py"/>
        <source>“{name}” is not a central file of this program; it was not touched.</source>
        <translation>«{name}» – бұл бағдарламаның орталық файлы емес; ол өзгертілмеді.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>“{name}” is not a member of the commission and has no vote. Take this vote out.</source>
        <translation>«{name}» комиссия мүшесі емес және дауыс беруге құқығы жоқ. Бұл дауысты алып тастаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>“{name}” is not a private key; nothing was opened. Choose the file your key was saved in.</source>
        <translation>«{name}» жабық кілт емес; ештеңе ашылмады. Кілтіңіз сақталған файлды таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>“{name}” is not in the room.</source>
        <translation>«{name}» залда жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>“{name}” is not sealed to your key. Ask the secretary for one that is; it is for:</source>
        <translation>«{name}» сіздің кілтіңіз үшін мөрленбеген. Хатшыдан сізге арналған пакетті сұраңыз; бұл пакет мына адамдарға арналған:</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>“{name}” is of a further sitting: it continues protocol № {number}. Look through who is out and who is in, then store it.</source>
        <translation>«{name}» – кейінгі отырыстың нәтижесі: ол № {number} хаттаманы жалғастырады. Кім шыққанын және кім алғанын қарап шығып, сақтаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>“{name}” is out of the room and can&apos;t vote. Record the return first, or take the vote out.</source>
        <translation>«{name}» залда жоқ, сондықтан дауыс бере алмайды. Алдымен қайтып келгенін тіркеңіз немесе дауысты алып тастаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/workbooks.py"/>
        <source>“{name}” is protected by a password; nothing was taken in. Open it in the spreadsheet program, take the password away and save it.</source>
        <translation>«{name}» құпиясөзбен қорғалған; ештеңе қабылданбады. Оны кесте бағдарламасында ашып, құпиясөзін алып тастаңыз да, сақтаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>“{name}” is right and fits. Look through the lines, then store it.</source>
        <translation>«{name}» дұрыс әрі сәйкес. Жолдарды қарап шығып, сақтаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>“{name}” is signed, but not by the secretary of its contest; it was not opened. Ask the secretary.</source>
        <translation>«{name}» файлына қол қойылған, бірақ оған осы конкурстың хатшысы қол қоймаған; файл ашылмады. Хатшыдан сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>“{name}” is stored already; nothing would change.</source>
        <translation>«{name}» бұрыннан сақталған; ештеңе өзгермейді.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/count.py"/>
        <source>“{name}” is the table itself and was not replaced. Choose another name.</source>
        <translation>«{name}» – кестенің өзі, ол ауыстырылмады. Басқа атау таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/delimited.py"/>
        <location filename="../../models/intake/outside/tables.py"/>
        <location filename="../../models/intake/outside/workbooks.py"/>
        <source>“{name}” is too large for a table of applications; nothing was taken in. Delete empty rows and columns, or split it into several files.</source>
        <translation>«{name}» өтінімдер кестесі үшін тым үлкен; ештеңе қабылданбады. Бос жолдар мен бағандарды жойыңыз немесе кестені бірнеше файлға бөліңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>“{name}” is too large for this disk; nothing was changed. Choose a disk formatted as exFAT or NTFS.</source>
        <translation>«{name}» бұл диск үшін тым үлкен; ештеңе өзгертілген жоқ. exFAT немесе NTFS пішіміндегі дискіні таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/containers.py"/>
        <location filename="../../models/sealing/reading.py"/>
        <source>“{name}” is too large to be what it says it is; it was not opened.</source>
        <translation>«{name}» өзі көрсеткен түр үшін тым үлкен; ол ашылмады.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_files.py"/>
        <source>“{name}” names people otherwise than they are enrolled; it was not taken. Ask who sent it.</source>
        <translation>«{name}» ішінде адамдар құрамға енгізілгеннен басқаша аталған; ол алынған жоқ. Кім жібергенін сұраңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>“{name}” or its key file exists already; nothing was changed. Choose another name.</source>
        <translation>«{name}» немесе оның кілт файлы бұрыннан бар; ештеңе өзгертілмеді. Басқа атау таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/reading.py"/>
        <source>“{name}” was made by a newer version of Tandau; it was not opened. Update this program.</source>
        <translation>«{name}» «Таңдау» бағдарламасының жаңарақ нұсқасында жасалған; ол ашылмады. Бағдарламаны жаңартыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <source>“{name}” was not taken: open a central file and choose a contest first, then drop it again.</source>
        <translation>«{name}» қабылданған жоқ: алдымен орталық файлды ашып, конкурсты таңдаңыз, содан кейін қайта сүйреңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>“{name}” was not written and nothing was changed: {reason}. Choose another folder.</source>
        <translation>«{name}» жазылмады және ештеңе өзгертілген жоқ: {reason}. Басқа қалтаны таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/exports.py"/>
        <source>“{name}” was not written: a table is saved as .xlsx or .csv. Choose such a name.</source>
        <translation>«{name}» жазылған жоқ: кесте .xlsx немесе .csv түрінде сақталады. Осындай атау таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>“{name}” was saved. Rows: {n}.</source>
        <translation>«{name}» сақталды. Жолдар: {n}.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_files.py"/>
        <source>“{name}” was typed for another packet; it was not taken. Choose that revision.</source>
        <translation>«{name}» басқа пакет бойынша енгізілген; алынған жоқ. Сол редакцияны таңдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/versions.py"/>
        <source>“{name}” was written by a newer version of this program ({version}); it was not touched. Update the program on this computer.</source>
        <translation>«{name}» бағдарламаның жаңарақ нұсқасымен жазылған ({version}); ол өзгертілмеді. Осы компьютердегі бағдарламаны жаңартыңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>“{name}” was written, but the disk did not confirm it. Take another disk and save it again.</source>
        <translation>«{name}» жазылды, бірақ диск мұны растамады. Басқа диск алып, қайта сақтаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/party_tables.py"/>
        <source>“{name}”, row {n}: the birth date can&apos;t be read.</source>
        <translation>«{name}», {n}-жол: туған күні оқылмады.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/tables.py"/>
        <source>“{name}”: cells under no heading were left out, in rows: {rows}. See whether these rows are shifted: in CSV a text that holds the separator needs quotation marks.</source>
        <translation>«{name}»: тақырыпсыз бағандардағы ұяшықтар алынбады, жолдар: {rows}. Бұл жолдар жылжып кетпегенін тексеріңіз: CSV-де ішінде бөлгіш бар мәтін тырнақшаға алынады.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/party_tables.py"/>
        <source>“{name}”: columns left out: {columns}.</source>
        <translation>«{name}»: алынбаған бағандар: {columns}.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/tables.py"/>
        <source>“{name}”: in this kind of file a cell whose formula failed (#N/A and the like) is read as empty. If the table has formulas, save it as XLSX: there each such cell is named.</source>
        <translation>«{name}»: бұл түрдегі файлда формуласы қате ұяшық (мысалы, #Н/Д) бос деп оқылады. Кестеде формула болса, оны XLSX ретінде сақтаңыз: онда мұндай ұяшықтың әрқайсысы аталады.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/delimited.py"/>
        <source>“{name}”: question marks stand inside {n} words. Windows-1251 has no Kazakh letters, so they were lost when the file was saved. Save the table as XLSX or as CSV in UTF-8 and take it in again.</source>
        <translation>«{name}»: ішінде сұрау белгісі бар сөздер саны: {n}. Windows-1251 кодтауында қазақ әріптері жоқ, сондықтан файл сақталғанда олар жоғалған. Кестені XLSX не UTF-8 кодтауындағы CSV түрінде сақтап, қайта қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/listed.py"/>
        <source>“{name}”: these columns are not known; their texts were compared all the same: {columns}</source>
        <translation>«{name}»: бұл бағандар танылмады; мәтіндері бәрібір салыстырылды: {columns}</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/delimited.py"/>
        <source>“{name}”: {n} letters could not be read; they are shown as �. Save the table as XLSX or as CSV in UTF-8 and take it in again.</source>
        <translation>«{name}»: оқылмаған әріптер саны: {n}; олар � болып көрсетілген. Кестені XLSX не UTF-8 кодтауындағы CSV түрінде сақтап, қайта қабылдаңыз.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/cards.py"/>
        <source>“{name}”: {why}</source>
        <translation>«{name}»: {why}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/lot.py"/>
        <source>“{number}” is no number of 1–20 digits. Say it again.</source>
        <translation>«{number}» – 1–20 цифрлы сан емес. Қайта айтыңыз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>“{one}”: rows: {n}; “{two}”: rows: {m}; in both: {joined}.</source>
        <translation>«{one}»: жол саны: {n}; «{two}»: жол саны: {m}; екеуінде де: {joined}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>“{over}” has been joined by an earlier step</source>
        <translation>«{over}» бұған дейінгі қадамда біріктірілген</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>“{path}” is not empty; nothing was written. Name an empty or a new folder.</source>
        <translation>«{path}» бос емес; ештеңе жазылған жоқ. Бос немесе жаңа қалтаны көрсетіңіз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>“{person}” is not on the roster and can&apos;t record acts.</source>
        <translation>«{person}» комиссия құрамында жоқ, сондықтан әрекеттерді тіркей алмайды.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>“{person}” is not on the roster.</source>
        <translation>«{person}» комиссия құрамында жоқ.</translation>
    </message>
    <message>
        <location filename="../../models/intake/parts.py"/>
        <source>“{sheet}”, row {row}: {defect}</source>
        <translation>«{sheet}», {row}-жол: {defect}</translation>
    </message>
    <message>
        <location filename="../../models/intake/parts.py"/>
        <source>“{sheet}”: rows without an application code or IIN were left out: {n}.</source>
        <translation>«{sheet}»: өтінім коды да, ЖСН-і де жоқ жолдар алынбады: {n}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>“{step}” has no use for it</source>
        <translation>«{step}» қадамы бұл кілтті қолданбайды</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>“{step}” needs exactly one of {keys}</source>
        <translation>«{step}» қадамына мыналардың дәл біреуі қажет: {keys}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>“{step}” needs it, nothing is implied</source>
        <translation>«{step}» қадамына бұл кілт қажет, ештеңе өздігінен алынбайды</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile.py"/>
        <source>“{step}” stands in it, and no step twice</source>
        <translation>ішінде «{step}» тұруы керек, ешбір қадам екі рет тұрмайды</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>“{text}”</source>
        <translation>«{text}»</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>“{text}” is no number of grants. Write --grants TERRITORY=N.</source>
        <translation>«{text}» – гранттар саны емес. Оны --grants аумақ=сан түрінде жазыңыз.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>“{words}”</source>
        <translation>«{words}»</translation>
    </message>
    <message>
        <location filename="../../models/protocol/reading_back.py"/>
        <source>“{word}” is not found on the pages</source>
        <translation>«{word}» беттерден табылмады</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>“{word}” is not written as NAME=VALUE.</source>
        <translation>«{word}» «атауы=мәні» түрінде жазылмаған.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/parity.py"/>
        <source>“{word}” stands {kk} times in Kazakh and {ru} times in Russian</source>
        <translation>«{word}» қазақша мәтінде {kk} рет, орысша мәтінде {ru} рет кездеседі</translation>
    </message>
    <message>
        <location filename="../../models/protocol/reading_back.py"/>
        <source>“{word}” stands {n} times too often ({language})</source>
        <translation>«{word}» артық тұр, рет саны: {n} ({language})</translation>
    </message>
    <message>
        <location filename="../../models/protocol/reading_back.py"/>
        <source>“{word}” stands {n} times too seldom ({language})</source>
        <translation>«{word}» жетіспейді, рет саны: {n} ({language})</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>“{written}” is not a whole number of points</source>
        <translation>«{written}» – бүтін балл емес</translation>
    </message>
</context>
</TS>
