<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_KZ" sourcelanguage="en">
<context>
    <name>tandau</name>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>    signed by {signer}</source>
        <translation>    подписал: {signer}</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>  The criteria are approved: {hash}</source>
        <translation>  Критерии оценки утверждены: {hash}</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>  {name} reads the key aloud: {figures}</source>
        <translation>  {name} зачитывает ключ вслух: {figures}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>%1
There is no such file.</source>
        <translation>%1
Такого файла нет.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>%1
There is no such folder.</source>
        <translation>%1
Такой папки нет.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>%1 file</source>
        <translation>Файл %1</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>%1 is there already.
Replace it?</source>
        <translation>%1 уже есть.
Заменить?</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>&amp;1  No conflict</source>
        <translation>&amp;1  Конфликта нет</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>&amp;2  Conflict…</source>
        <translation>&amp;2  Есть конфликт…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>&amp;3  Not sure</source>
        <translation>&amp;3  Не уверен(а)</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>&amp;Back to the first page</source>
        <translation>&amp;На первую страницу</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Cancel</source>
        <translation>&amp;Отмена</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Choose</source>
        <translation>&amp;Выбрать</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Close</source>
        <translation>&amp;Закрыть</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Copy</source>
        <translation>&amp;Копировать</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Delete</source>
        <translation>&amp;Удалить</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>&amp;Lock my key</source>
        <translation>&amp;Закрыть мой ключ</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>&amp;Make or unlock my key</source>
        <translation>&amp;Создать или открыть мой ключ</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;No</source>
        <translation>&amp;Нет</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;OK</source>
        <translation>&amp;ОК</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Open</source>
        <translation>&amp;Открыть</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>&amp;Open a file…</source>
        <translation>&amp;Открыть файл…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Paste</source>
        <translation>Вст&amp;авить</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>&amp;Quit</source>
        <translation>В&amp;ыход</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Redo</source>
        <translation>&amp;Повторить</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Save</source>
        <translation>&amp;Сохранить</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>&amp;Save my card…</source>
        <translation>Сохранить мою &amp;карточку…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Undo</source>
        <translation>&amp;Отменить</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>&amp;Yes</source>
        <translation>&amp;Да</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>(no heading)</source>
        <translation>(без заголовка)</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/duplicates.py"/>
        <source>--at-least takes a number above 0 and up to 1, for example 0.5.</source>
        <translation>Для --at-least пишется число больше 0 и не больше 1, например 0.5.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/contract.py"/>
        <source>0 until the report is accepted</source>
        <translation>0, пока отчёт не принят</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>1. Open the sitting</source>
        <translation>1. Открытие заседания</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>1. The table of applications</source>
        <translation>1. Таблица заявок</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>2. Attendance and quorum</source>
        <translation>2. Явка и кворум</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>2. The folder with attachments</source>
        <translation>2. Папка с приложениями</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>3. Election of the chair</source>
        <translation>3. Избрание председателя</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>A .card or key file (else your own key).</source>
        <translation>Карточка (.card) или файл ключа (иначе ваш собственный ключ).</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>A ballot names tied applications only, each once, at most {places} of them.</source>
        <translation>В бюллетене указывают только заявки с равными баллами, каждую один раз, не более {places}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <location filename="../../desktop/cli/count.py"/>
        <source>A built-in profile&apos;s name, or a TOML file.</source>
        <translation>Название встроенного профиля или файл TOML.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>A clash is not settled: {member}.</source>
        <translation>Расхождение не разрешено: {member}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>A conflict named at the sitting…</source>
        <translation>Конфликт, заявленный на заседании…</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk.py"/>
        <source>A conflict of interest is decided here: {codes}. Only the commission can decide otherwise; nothing was changed.</source>
        <translation>Здесь решено, что конфликт интересов есть: {codes}. Решить иначе может только комиссия; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk.py"/>
        <source>A conflict of interest is declared with its kind; nothing was changed. Choose one.</source>
        <translation>Конфликт интересов заявляется с указанием его вида; ничего не изменено. Выберите вид.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/declarations.py"/>
        <source>A conflict of interest is declared with its kind; nothing was stored. Choose one.</source>
        <translation>Конфликт интересов заявляется с указанием вида; ничего не сохранено. Выберите вид.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>A conflict of interest is not decided: {member}.</source>
        <translation>Нет решения о конфликте интересов: {member}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>A conflict of interest needs its kind.</source>
        <translation>Нужно указать вид конфликта интересов.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>A conflict with one application</source>
        <translation>Конфликт по одной заявке</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/register.py"/>
        <source>A contract has a number and a day not before the protocol&apos;s; no contract was recorded.</source>
        <translation>У договора есть номер и день не раньше дня протокола; договор не записан.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>A correction is open. Reason: {reason}</source>
        <translation>Открыто исправление. Причина: {reason}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/pairs.py"/>
        <source>A decision on a conflict of interest needs its reason; nothing was stored.</source>
        <translation>Решению о конфликте интересов нужна причина; ничего не сохранено.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>A decision on a duplicate needs its reason; nothing was stored.</source>
        <translation>Для решения о дубликате нужна причина; ничего не сохранено.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/declarations.py"/>
        <source>A declaration names applications of this contest, each once; nothing was stored.</source>
        <translation>В заявлении называются заявки этого конкурса, каждая один раз; ничего не сохранено.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>A doubt about a conflict, or a clash of marks</source>
        <translation>Сомнение о конфликте интересов или расхождение баллов</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>A duplicate and what it duplicates are two applications of this case; nothing was stored.</source>
        <translation>Дубликат и то, что он повторяет, – две разные заявки этого случая; ничего не сохранено.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>A few words about it</source>
        <translation>Несколько слов об этом</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>A further sitting. It stands on: {protocols}. The ranking and the winners named there stand.</source>
        <translation>Последующее заседание. Оно основано на протоколах: {protocols}. Рейтинг и названные там победители остаются в силе.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>A grant became free. Next in line, at the top of the list: {codes}. A contract needs the commission&apos;s decision.</source>
        <translation>Освободился грант. Следующие по очереди стоят в начале списка: {codes}. Для договора нужно решение комиссии.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/drafts.py"/>
        <location filename="../../models/scoring/paper_again.py"/>
        <location filename="../../models/scoring/workspace/handed.py"/>
        <source>A handed-in sheet is closed. A correction needs its reason; nothing was changed.</source>
        <translation>Сданный оценочный лист закрыт. Для исправления нужна причина; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>A key that is on no roster</source>
        <translation>Ключ, которого нет ни в одном составе комиссии</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>A later result is stored (protocol {number}) that continues this one and holds all of it. There is nothing to take from this file.</source>
        <translation>Сохранён более поздний результат (протокол № {number}), который продолжает этот и содержит его целиком. Брать из этого файла нечего.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>A later revision of this packet is on this computer: work goes on in that one only.</source>
        <translation>На этом компьютере есть более поздняя редакция этого пакета: работа идёт только в ней.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>A later search finds it no more.</source>
        <translation>Позднейший поиск этого больше не находит.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/flags.py"/>
        <source>A look-out: no rule is broken, but lists and papers may be.</source>
        <translation>Это подсказка: правило не нарушено, но в списках и документах возможна ошибка.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>A member&apos;s card; repeatable.</source>
        <translation>Карточка члена комиссии; можно повторять.</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>A number of grants can&apos;t be negative; no quota was changed.</source>
        <translation>Число грантов не может быть отрицательным; квота не изменена.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>A packet holds the applications of one contest, sealed to its commission. A copy stays on this computer.</source>
        <translation>В пакете – заявки одного конкурса, запечатанные для его комиссии. Копия остаётся на этом компьютере.</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>A packet is signed by the secretary of the roster; no packet was built. Use that key.</source>
        <translation>Пакет подписывает секретарь из состава комиссии; пакет не создан. Используйте ключ секретаря.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>A passphrase is needed. Give it with --passphrase-file or TANDAU_PASSPHRASE.</source>
        <translation>Нужна парольная фраза. Задайте её через --passphrase-file или TANDAU_PASSPHRASE.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/pairs.py"/>
        <source>A person needs a name and an id of this contest; nothing was stored.</source>
        <translation>Нужны имя и обозначение лица в этом конкурсе; ничего не сохранено.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>A person needs a name.</source>
        <translation>Нужно имя человека.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>A person outside the commission</source>
        <translation>Человек вне комиссии</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_files.py"/>
        <source>A profile is a small file of text; this one has {n} bytes.</source>
        <translation>Профиль – небольшой текстовый файл; байтов в этом файле: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>A profile is one year&apos;s rules; the contest keeps them as they are today.</source>
        <translation>Профиль – правила одного года; конкурс хранит их такими, какие они сегодня.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>A quota that the organiser decided; repeatable.</source>
        <translation>Квота, о которой решил организатор; можно повторять.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>A ranking for each</source>
        <translation>Отдельный рейтинг по столбцу</translation>
    </message>
    <message>
        <location filename="../../models/sealing/encryption.py"/>
        <source>A reader&apos;s public key can&apos;t be used. Ask the person to export the card again.</source>
        <translation>Открытый ключ одного из читателей непригоден. Попросите этого человека выгрузить карточку заново.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening.py"/>
        <source>A refusal and a mending need their reasons; nothing was decided about {code}.</source>
        <translation>Для отказа и возврата на доработку нужны причины; по {code} ничего не решено.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>A result is signed by the elected chair; nothing was written. Use the chair&apos;s key.</source>
        <translation>Результат подписывает избранный председатель; ничего не записано. Используйте ключ председателя.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>A score sheet is incomplete: {member}.</source>
        <translation>Оценочный лист неполон: {member}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>A score sheet is missing: {member}.</source>
        <translation>Нет оценочного листа: {member}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/room.py"/>
        <source>A second check finds other winners that the rules put first. Nothing was recorded. Do not name winners with this program before it is mended; count by hand.</source>
        <translation>Вторая проверка нашла других победителей, которые по правилам стоят выше. Ничего не записано. Не называйте победителей этой программой, пока она не исправлена; посчитайте вручную.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>A second person is here…</source>
        <translation>Второй человек здесь…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>A special opinion</source>
        <translation>Особое мнение</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>A special opinion…</source>
        <translation>Особое мнение…</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>A tie at the cut is not settled: {territory}.</source>
        <translation>Не решён вопрос равных баллов на черте отбора: {territory}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>A tie at the cut to vote on: {n} for {places}.</source>
        <translation>Равенство на границе решается голосованием: заявок {n}, мест {places}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>A tie left at the cut</source>
        <translation>На черте отбора остаются равные баллы</translation>
    </message>
    <message>
        <location filename="../../models/sitting/trying/trials.py"/>
        <source>A trial needs a name, so that it can be told from the others. Nothing was tried.</source>
        <translation>Пробе нужно название, чтобы отличать её от других. Ничего не пробовали.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>A typed sheet</source>
        <translation>Введённый лист</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>A winner is named twice. Name each once.</source>
        <translation>Победитель указан дважды. Укажите каждого один раз.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening.py"/>
        <source>A withdrawal needs its basis: the document, its date and who gave it; nothing was decided about {code}.</source>
        <translation>Для отзыва нужно основание: документ, его дата и кто его подал; по {code} ничего не решено.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>A withdrawal needs no vote; everything else is decided by the members present.</source>
        <translation>Отзыв заявки не требует голосования; остальное решают присутствующие члены комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>About the contest</source>
        <translation>О конкурсе</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices.py"/>
        <source>About {code} the commission has not decided yet, so no notice was written. Name the winners and sign the result first.</source>
        <translation>По заявке {code} комиссия ещё не приняла решения, поэтому уведомление не записано. Сначала назовите победителей и подпишите результат.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Above the cut line</source>
        <translation>Выше черты отбора</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Above the line only with the marks: {lost}; only without them: {gained}.</source>
        <translation>Выше черты отбора только с баллами: {lost}; только без них: {gained}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>Act of destruction of personal data</source>
        <translation>Акт об уничтожении персональных данных</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>Act of destruction…</source>
        <translation>Акт об уничтожении…</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>Act {n} of the sitting is against the rules: {reason}</source>
        <translation>Действие {n} заседания противоречит положению: {reason}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <location filename="../../models/protocol/verification.py"/>
        <location filename="../../models/sitting/held/former.py"/>
        <location filename="../../models/sitting/held/room.py"/>
        <source>Act {n}: {reason}</source>
        <translation>Действие {n}: {reason}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/former.py"/>
        <source>Acts of this result are against the rules, so no further sitting can stand on it. Nothing was taken.</source>
        <translation>Действия этого результата противоречат правилам, поэтому последующее заседание на него опираться не может. Ничего не принято.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <location filename="../../ui/office/register/contract.py"/>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Actual cost, KZT</source>
        <translation>Фактические расходы, тенге</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/office/conflicts/page.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Add a person…</source>
        <translation>Добавить человека…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Add to the forecast</source>
        <translation>Добавить в прогноз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Add.</source>
        <translation>Доп.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Added</source>
        <translation>Добавлена</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Added: {added}. Removed: {removed}. Moved: {moved}. Respelled: {respelled}. Replaced: {replaced}. Other points: {points}.</source>
        <translation>Добавлено: {added}. Убрано: {removed}. Перемещено: {moved}. Написано иначе: {respelled}. Заменено: {replaced}. Другие баллы: {points}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Additional points</source>
        <translation>Дополнительный балл</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>Additional points are 1 to {most}.</source>
        <translation>Дополнительный балл: от 1 до {most}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Additional points: ground</source>
        <translation>Основание дополнительных баллов</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Additional points: {application}</source>
        <translation>Дополнительный балл: {application}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Additional points: {application}, {n}.</source>
        <translation>Дополнительный балл: {application}, {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Additional points…</source>
        <translation>Дополнительный балл…</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/office/central/page.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Address, phone and e-mail of the organiser; printed in every letter.</source>
        <translation>Адрес, телефон и электронная почта организатора; печатаются в каждом письме.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>Address, phone, e-mail</source>
        <translation>Адрес, телефон, эл. почта</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/beside.py"/>
        <source>Address: {address}</source>
        <translation>Адрес: {address}</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Admit</source>
        <translation>Допустить</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Admit a colleague…</source>
        <translation>Дать доступ коллеге…</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Admit all without flags…</source>
        <translation>Допустить все без замечаний…</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Admit applications without flags: {n}?</source>
        <translation>Допустить заявки без замечаний: {n}?</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Admit them</source>
        <translation>Допустить</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening.py"/>
        <source>Admit, send back, refuse or withdraw: nothing was decided about {code}.</source>
        <translation>Нужно допустить, вернуть на доработку, отклонить или отметить отзыв: по {code} ничего не решено.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Admitted: {n}.</source>
        <translation>Допущено: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>Admitting a colleague</source>
        <translation>Открывается доступ коллеге</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/work.py"/>
        <source>Admitting the applications</source>
        <translation>Допуск заявок</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>After</source>
        <translation>Стало</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>After a conflict of interest</source>
        <translation>При конфликте интересов</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>After it</source>
        <translation>После него</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Age</source>
        <translation>Возраст</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Agenda</source>
        <translation>Повестка дня</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Agenda and course</source>
        <translation>Повестка дня и ход заседания</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Agreed with</source>
        <translation>С кем согласованы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Agreement of the members, over all applications</source>
        <translation>Согласованность оценок членов, по всем заявкам</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Aim</source>
        <translation>Цель</translation>
    </message>
    <message>
        <location filename="../../ui/shell/dialogs.py"/>
        <location filename="../../ui/shell/language.py"/>
        <source>All Files (*)</source>
        <translation>Все файлы (*)</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/register/page.py"/>
        <source>All applications</source>
        <translation>Все заявки</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>All contests of the central file</source>
        <translation>Все конкурсы центрального файла</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/agreement.py"/>
        <source>All marks are the same, so there is no difference to agree about.</source>
        <translation>Все баллы одинаковы, поэтому различий, по которым судят о согласии, нет.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>All points and reasons given.</source>
        <translation>Все баллы и обоснования указаны.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>All points given. Without a reason: {codes}</source>
        <translation>Все баллы поставлены. Без обоснования: {codes}</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>All rows</source>
        <translation>Все строки</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/selfcheck.py"/>
        <source>Also check the sums stored in this central file against its marks.</source>
        <translation>Сверить и суммы, записанные в этом центральном файле, с его оценками.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>An application stands twice in the item. Keep it once.</source>
        <translation>Заявка указана в вопросе дважды. Оставьте её один раз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>An application stands twice. Name each once.</source>
        <translation>Заявка указана дважды. Назовите каждую один раз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>An approval needs all of --approved-by, --approved-on, --document and --agreed-with.</source>
        <translation>Для утверждения нужны все четыре: --approved-by, --approved-on, --document и --agreed-with.</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <source>An attachment is not in the central file (any more), or is damaged; nothing was changed.</source>
        <translation>Приложения нет в центральном файле (или уже нет), либо оно повреждено; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>An earlier paper is there and can&apos;t be read, so nothing of it can be carried over:</source>
        <translation>Прежний бумажный лист есть, но не читается, поэтому перенести из него ничего нельзя:</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>An empty box stays empty: it is a mark not given, never 0.</source>
        <translation>Пустая клетка остаётся пустой: это невыставленная оценка, а не 0.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>An item is open already. Close it first.</source>
        <translation>Вопрос уже открыт. Сначала закройте его.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>An item of the agenda is open still. Close it, then close the sitting.</source>
        <translation>Вопрос повестки дня ещё открыт. Закройте его, затем закройте заседание.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>An item of the agenda was opened: {item}.</source>
        <translation>Открыт вопрос повестки дня: {item}.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>Another IIN is known of {name}.</source>
        <translation>{name}: известен другой ИИН.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>Another birth date is known of {name}.</source>
        <translation>{name}: известна другая дата рождения.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>Another card than the one taken before: needs a reason</source>
        <translation>Другая карточка, чем принятая раньше: нужна причина</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Another item, about no application</source>
        <translation>Другой вопрос, не о заявках</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Another number than before is a decision and needs its reason.</source>
        <translation>Другое число, чем прежде, – это решение, и у него указывают причину.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>Another office may have changed the central file since</source>
        <translation>С тех пор центральный файл могла изменить другая канцелярия</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/packets.py"/>
        <source>Another packet of this contest calls itself revision {n} as well; this one was not opened. Ask the secretary which of them counts and for a further revision.</source>
        <translation>Другой пакет этого конкурса тоже называет себя редакцией {n}; этот пакет не открыт. Узнайте у секретаря, какой из них действует, и попросите следующую редакцию.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Another packet…</source>
        <translation>Другой пакет…</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>Another result of this contest is stored (protocol {number}), and this one does not continue it. Ask the chair which of the two counts; the lines below show where they differ.</source>
        <translation>Сохранён другой результат этого конкурса (протокол {number}), а этот его не продолжает. Спросите председателя, какой из двух действителен; расхождения видны в строках ниже.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Apart</source>
        <translation>Разница</translation>
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
        <translation>Заявитель</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <source>Applicants</source>
        <translation>Заявители</translation>
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
        <translation>Заявка</translation>
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
        <translation>Заявки</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <source>Applications nearest to the cut line, best first: {codes}</source>
        <translation>Заявки, ближайшие к черте отбора, начиная с лучшей: {codes}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Applications of one applicant</source>
        <translation>Заявок от одного заявителя</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>Applications of one territory stay together, because each territory has its own ranking.</source>
        <translation>Заявки одной территории рассматриваются подряд, потому что у каждой территории свой рейтинг.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Applications to declare on</source>
        <translation>Заявки для заявления</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Applications to score</source>
        <translation>Заявки для оценки</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Applications with that total</source>
        <translation>Заявок с таким баллом</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Applications without all marks</source>
        <translation>Заявок без всех оценок</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Applications you have not declared on yet stay closed: {n}.</source>
        <translation>Заявки, по которым вы ещё не сделали заявления, закрыты: {n}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Applications: {n}</source>
        <translation>Заявок: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Applications: {n}. Grants: {grants}. Highest possible total: {highest}.</source>
        <translation>Заявок: {n}. Грантов: {grants}. Наибольший возможный балл: {highest}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/duplicates.py"/>
        <source>Applications: {n}. Pairs: {pairs}.</source>
        <translation>Заявки: {n}. Пары: {pairs}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Applications: {n}. Prize places: {places}. Highest possible total: {highest}.</source>
        <translation>Заявок: {n}. Призовых мест: {places}. Наибольший возможный балл: {highest}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/screening.py"/>
        <source>Applications: {n}. Undecided: {undecided}, of them with flags: {flagged}.</source>
        <translation>Заявок: {n}. Не решено: {undecided}, из них с замечаниями: {flagged}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approval</source>
        <translation>Утверждение</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approve and freeze</source>
        <translation>Утвердить</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approve and freeze…</source>
        <translation>Утвердить…</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approve these criteria?</source>
        <translation>Утвердить эти критерии?</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approved by</source>
        <translation>Кем утверждены</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approved, version {n}. Hash: {hash}</source>
        <translation>Утверждены, версия {n}. Хеш: {hash}</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Approving the criteria</source>
        <translation>Утверждение критериев</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>As a list</source>
        <translation>Списком</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>As a long table (.csv) that anyone can count again with “tandau count”</source>
        <translation>Длинной таблицей (.csv), которую каждый может пересчитать командой «tandau count»</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>As a table (.xlsx or .csv) for the report to the operator</source>
        <translation>Таблицей (.xlsx или .csv) для отчёта оператору</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>As in your identity card</source>
        <translation>Как в вашем удостоверении личности</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/form.py"/>
        <source>As it shall stand in the protocol</source>
        <translation>Так, как должно стоять в протоколе</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>As it stands; no way has to be chosen</source>
        <translation>Как есть; способ выбирать не нужно</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/office/register/page.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Asked, KZT</source>
        <translation>Запрошено, тенге</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>At least {n} characters, best several words</source>
        <translation>Не короче {n} знаков, лучше несколько слов</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/lot.py"/>
        <source>At least {n} people say a number each, nobody two.</source>
        <translation>Число называют не менее {n} человек, каждый – одно.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>At the end every member who was recused signs: “I took no part in …”. The protocol names who has stated it and who has not.</source>
        <translation>В конце каждый член комиссии, заявивший самоотвод, подписывает: «Я не участвовал(а) в …». В протоколе названо, кто заявил это, а кто нет.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>At the latest</source>
        <translation>Самое позднее</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>At the sitting that names the winners an application is put out, and the winners are named anew.</source>
        <translation>На заседании, где называют победителей, заявку исключают из рейтинга и называют победителей заново.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/reading.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Attachment</source>
        <translation>Приложение</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <location filename="../../models/packet/changes.py"/>
        <location filename="../../ui/desk/reading.py"/>
        <location filename="../../ui/office/register/end.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Attachments</source>
        <translation>Приложения</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Attachments to store</source>
        <translation>Будут сохранены приложения</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <location filename="../../ui/desk/reading.py"/>
        <source>Attachments: {n}</source>
        <translation>Приложений: {n}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>Attendance names each member of the commission once, and nobody else. Fill in every member.</source>
        <translation>В явке каждый член комиссии указан один раз и больше никто. Отметьте всех членов комиссии.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Attendance: {who}.</source>
        <translation>Явка: {who}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Awaited</source>
        <translation>Ожидаются</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/office/register/page.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Awarded, KZT</source>
        <translation>Присуждено, тенге</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Awarded, ₸</source>
        <translation>Присуждено, ₸</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <location filename="../../ui/office/duplicates/page.py"/>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Back to the list</source>
        <translation>Назад к списку</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Back to the register</source>
        <translation>Назад к реестру</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>Back without changes</source>
        <translation>Назад без изменений</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>Ballots: {ballots}; members present who may vote: {entitled}. More than half of them must vote.</source>
        <translation>Подано голосов: {ballots}; присутствующих членов с правом голоса: {entitled}. Голосовать должно более половины из них.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Barred are the winners of</source>
        <translation>Не допускаются победители</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>Before</source>
        <translation>Было</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Beginning the correction</source>
        <translation>Начинается исправление</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>Below the threshold: {applications}.</source>
        <translation>Ниже порога: {applications}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Best marks</source>
        <translation>Высшие баллы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Best marks by criterion</source>
        <translation>Высшие баллы по критериям</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Birth date</source>
        <translation>Дата рождения</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Both have the same IIN, but other names (“{a}”, “{b}”): one of the two was typed wrongly.</source>
        <translation>ИИН один и тот же, но имена разные («{a}», «{b}»): одно из двух набрано неверно.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Both have the same IIN: they are one person.</source>
        <translation>ИИН у обоих один и тот же: это один человек.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>Both results are being computed…</source>
        <translation>Вычисляются оба результата…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Bracket: equal totals. Solid line: the cut. Dashed line: the money ends. In brackets: not counted.</source>
        <translation>Скобка слева: равные баллы. Сплошная линия: черта отбора. Пунктир: конец средств. Балл в скобках не учтён.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Bracket: equal totals. Solid line: the cut. In brackets: not counted.</source>
        <translation>Скобка слева: равные баллы. Сплошная линия: черта отбора. Балл в скобках не учтён.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sync.py"/>
        <source>Bring a result back into the central file: the plan first, then done in one transaction. Twice is once.</source>
        <translation>Внести результат в центральный файл: сначала план, затем всё разом. Повторное внесение ничего не меняет.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Budget</source>
        <translation>Бюджет</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/application_view.py"/>
        <source>Budget table</source>
        <translation>Таблица бюджета</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Build the contest&apos;s next packet revision from the central file.</source>
        <translation>Создать из центрального файла следующую редакцию пакета конкурса.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Build the packet…</source>
        <translation>Создать пакет…</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Building the packet</source>
        <translation>Создание пакета</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Built</source>
        <translation>Создана</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Built by</source>
        <translation>Кто создал</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>By hand: {command}</source>
        <translation>Вручную: {command}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>By the minute</source>
        <translation>По минутам</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>By the regulation a member in conflict leaves the commission for this contest: no mark of that member counts.</source>
        <translation>По положению член комиссии с конфликтом интересов выходит из комиссии на этот конкурс: ни один его балл не учитывается.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <source>By the rule the member leaves the commission for all applications: no mark counts, no vote. It goes out with the next packet revision, and the application closes on the member&apos;s laptop.</source>
        <translation>По правилам член комиссии выходит из неё по всем заявкам: ни один его балл не засчитывается, голоса нет. Решение уйдёт со следующей редакцией пакета, и заявка закроется на ноутбуке члена комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <source>By the rule the member sits this application out: no mark and no vote there. It goes out with the next packet revision, and the application closes on the member&apos;s laptop.</source>
        <translation>По правилам член комиссии не участвует в этой заявке: ни балла, ни голоса по ней. Решение уйдёт со следующей редакцией пакета, и заявка закроется на ноутбуке члена комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>By the rules of this contest a member in conflict does not score or vote on that application only.</source>
        <translation>По правилам этого конкурса член комиссии с конфликтом интересов не оценивает только эту заявку и не голосует по ней.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>By the rules of this contest an additional contest is held for the grants that are left.</source>
        <translation>По правилам этого конкурса на оставшиеся гранты проводится дополнительный конкурс.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>By the rules of this contest the chair has no casting vote.</source>
        <translation>По правилам этого конкурса у председателя нет решающего голоса.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <source>By whom</source>
        <translation>Кто изменил</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>CI</source>
        <translation>КИ</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Calendar</source>
        <translation>Календарь</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Calendar of the contest</source>
        <translation>Календарь конкурса</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Came back into the room: {name}.</source>
        <translation>Возвращение в зал: {name}.</translation>
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
        <translation>Отмена</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Caps Lock seems to be on.</source>
        <translation>Похоже, включён Caps Lock.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Carry it over</source>
        <translation>Перенести</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Carry it to another computer…</source>
        <translation>Перенести на другой компьютер…</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Carrying the sheet over</source>
        <translation>Лист переносится</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Category, confirmed by documents</source>
        <translation>Категория, подтверждённая документами</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Central database for several offices</source>
        <translation>Центральная база данных для нескольких канцелярий</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Central file</source>
        <translation>Центральный файл</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>Central files</source>
        <translation>Центральные файлы</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Chair elected: {name}.</source>
        <translation>Избран председатель: {name}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Chair of the sitting: {name}.</source>
        <translation>Председатель заседания: {name}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Change</source>
        <translation>Изменение</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Change a mark</source>
        <translation>Изменение оценки</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Change the date…</source>
        <translation>Изменить дату…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Changed at the sitting</source>
        <translation>Изменено на заседании</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Changed: {fields}</source>
        <translation>Изменено: {fields}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Changes since the revision before: {n}</source>
        <translation>Изменений с прошлой редакции: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>Check a result and show its sittings: who left, who was named next, and who follows now.</source>
        <translation>Проверить результат и показать его заседания: кто выбыл, кто назван следующим и кто следует теперь.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/protocol.py"/>
        <source>Check a result and write its protocol, full and public (PDF), and the matrix of marks (XLSX).</source>
        <translation>Проверить результат и записать протокол в полной форме и в форме для опубликования (PDF) и таблицу оценок (XLSX).</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>Check a result and write papers of these kinds, all of a kind or none.</source>
        <translation>Проверить результат и записать документы этих видов: все документы вида или ни одного.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>Check files: cards, packets, score sheets, results, protocols. What is sealed needs --key.</source>
        <translation>Проверить файлы: карточки, пакеты, оценочные листы, результаты, протоколы. Для запечатанных нужен --key.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/work.py"/>
        <source>Checking the applications by the rules</source>
        <translation>Проверка заявок по правилам</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Checking the result</source>
        <translation>Проверка результата</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Choose a file…</source>
        <translation>Выбрать файл…</translation>
    </message>
    <message>
        <location filename="../../models/sitting/recusal/with_without.py"/>
        <source>Choose a member of the commission and an application of this packet.</source>
        <translation>Выберите члена комиссии и заявку из этого пакета.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Choose a packet</source>
        <translation>Выберите пакет</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Choose a packet…</source>
        <translation>Выбрать пакет…</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Choose a profile first; nothing was made.</source>
        <translation>Сначала выберите профиль; ничего не создано.</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Choose a published list</source>
        <translation>Выберите опубликованный список</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>Choose a table…</source>
        <translation>Выбрать таблицу…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/reading.py"/>
        <source>Choose an attachment above</source>
        <translation>Выберите приложение выше</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Choose score sheets</source>
        <translation>Выберите оценочные листы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Choose score sheets…</source>
        <translation>Выбрать оценочные листы…</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Choose the file on this computer; its key file lies beside it.</source>
        <translation>Выберите файл на этом компьютере; файл его ключа лежит рядом.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Choose the folder for the papers</source>
        <translation>Выберите папку для документов</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Choose the folder for the protocol</source>
        <translation>Выберите папку для протокола</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Choose the folder to watch</source>
        <translation>Выберите папку для слежения</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>Choose the folder…</source>
        <translation>Выбрать папку…</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>Choose the line that is wrong, type it as it should be and take it. Then a second person confirms, with a key of their own. Lines to confirm: {n}.</source>
        <translation>Выберите ошибочную строку, введите как должно быть и примите её. Затем второй человек подтверждает своим ключом. Строк к подтверждению: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Choose the lot</source>
        <translation>Выберите лот</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Choose the lot this contest is for; nothing was made.</source>
        <translation>Выберите лот, по которому проводится конкурс; ничего не создано.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Choose the packet</source>
        <translation>Выберите пакет</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Choose the packet…</source>
        <translation>Выбрать пакет…</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Choose two different lists first; nothing was compared.</source>
        <translation>Сначала выберите два разных списка; ничего не сравнивалось.</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Choose two lists and compare them.</source>
        <translation>Выберите два списка и сравните их.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Choose what is declared.</source>
        <translation>Выберите, что заявляется.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Choose where to save it…</source>
        <translation>Выбрать место сохранения…</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Choose…</source>
        <translation>Выберите…</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Citizenship</source>
        <translation>Гражданство</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Clash settled: {name}, {application}, {criterion}: {mark}.</source>
        <translation>Расхождение разрешено: {name}, {application}, {criterion}: {mark}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Clashes</source>
        <translation>Расхождения</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <location filename="../../ui/shell/language.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>Close the central file</source>
        <translation>Закрыть центральный файл</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Close the item</source>
        <translation>Закрыть вопрос</translation>
    </message>
    <message>
        <location filename="../../ui/shell/strip.py"/>
        <source>Close the message (Esc)</source>
        <translation>Закрыть сообщение (Esc)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Close the sitting</source>
        <translation>Закрыть заседание</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Close the sitting, sign the result with the chair&apos;s key, write the protocol in two languages.</source>
        <translation>Закройте заседание, подпишите результат ключом председателя, запишите протокол на двух языках.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Close the sitting?</source>
        <translation>Закрыть заседание?</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Closed for me</source>
        <translation>Закрыты для меня</translation>
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
        <translation>Код заявки</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Column</source>
        <translation>Столбец</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Column: </source>
        <translation>Столбец: </translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Columns not recognised: {n}. Say for each what it holds, or leave it out; it is remembered for the next table.</source>
        <translation>Не распознано столбцов: {n}. Укажите для каждого, что в нём, или пропустите его; выбор запомнится для следующей таблицы.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Columns of the table</source>
        <translation>Столбцы таблицы</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Columns…</source>
        <translation>Столбцы…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Come back before it</source>
        <translation>Входят перед ним</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Come back: {names}</source>
        <translation>Возвращаются: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Comes above the line</source>
        <translation>Поднимается над чертой</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>Comes above the line: {gained}; falls below it: {lost}.</source>
        <translation>Поднимается над чертой: {gained}; опускается под неё: {lost}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>Comes back</source>
        <translation>Возвращение</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>Comment on the whole application</source>
        <translation>Комментарий ко всей заявке</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Commission</source>
        <translation>Состав комиссии</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Commission and sitting</source>
        <translation>Комиссия и заседание</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Commission lacks: {what}</source>
        <translation>Комиссии недостаёт: {what}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Commission: {who}</source>
        <translation>Комиссия: {who}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>Common passages</source>
        <translation>Общие отрывки</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Compare</source>
        <translation>Сравнить</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Compare lists</source>
        <translation>Сравнение списков</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Compare the lawful ways…</source>
        <translation>Сравнить законные способы…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>Compare two published lists: added, removed, moved, respelled; and each with the order of its own points.</source>
        <translation>Сравнить два опубликованных списка: добавлено, убрано, перемещено, написано иначе; и каждый с порядком его собственных баллов.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Compared further: {values}</source>
        <translation>Дальнейшее сравнение: {values}</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Comparing the lists</source>
        <translation>Сравнение списков</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Comparison of lists</source>
        <translation>Сравнение списков</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Compute</source>
        <translation>Рассчитать</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Computed by the sitting&apos;s own rule. The panels are drawn with the seed {seed}.</source>
        <translation>Рассчитано по правилу самого заседания. Начальное число для выбора составов: {seed}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Computed from the sheets by the approved rule. The ranking assists; the commission decides.</source>
        <translation>Рассчитан по листам и утверждённому правилу. Рейтинг помогает, решает комиссия.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Computer</source>
        <translation>Компьютер</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>Computing both results</source>
        <translation>Подсчёт обоих результатов</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Computing the forecast</source>
        <translation>Расчёт прогноза</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Computing the result with and without</source>
        <translation>Расчёт результата с баллами и без них</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Computing the trials</source>
        <translation>Подсчёт проб</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Computing what the result hangs on</source>
        <translation>Рассчитывается, от чего зависит результат</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Confirm it</source>
        <translation>Подтвердить</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/typing.py"/>
        <source>Confirm the lines that are the same as in the paper confirmed before: {n}?</source>
        <translation>Подтвердить строки, совпадающие с подтверждённым ранее листом: {n}?</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/typing.py"/>
        <source>Confirm them</source>
        <translation>Подтвердить</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Confirm what is unchanged…</source>
        <translation>Подтвердить неизменённое…</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Confirmed by</source>
        <translation>Подтвердил(а)</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/words.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>Conflict</source>
        <translation>Есть конфликт</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>Conflict of interest</source>
        <translation>Конфликт интересов</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Conflict of interest decided: {who}</source>
        <translation>Решение о конфликте интересов: {who}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Conflict of interest: {name}, {application} ({kind}).</source>
        <translation>Конфликт интересов: {name}, {application} ({kind}).</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Conflicts</source>
        <translation>Конфликты</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Conflicts and clashes</source>
        <translation>Конфликты и расхождения</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Conflicts declared</source>
        <translation>Заявленные конфликты</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <location filename="../../ui/office/conflicts/work.py"/>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Conflicts of interest</source>
        <translation>Конфликт интересов</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Conflicts of interest that members told of</source>
        <translation>Конфликты интересов, о которых сказали члены комиссии</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Conflicts that are declared</source>
        <translation>О каких конфликтах заявляют</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Connect</source>
        <translation>Подключиться</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Contacts of many people at once, from XLSX or CSV</source>
        <translation>Контакты сразу многих людей из таблицы XLSX или CSV</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Contacts of those who touch the contest</source>
        <translation>Контакты тех, кто причастен к конкурсу</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Contacts…</source>
        <translation>Данные…</translation>
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
        <translation>Конкурс и квоты</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>Contest packets</source>
        <translation>Пакеты конкурса</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>Contest profiles</source>
        <translation>Профили конкурса</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>Contest results</source>
        <translation>Результаты конкурса</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Contest: {id}</source>
        <translation>Конкурс: {id}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Contests in a central file.</source>
        <translation>Конкурсы в центральном файле.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>Contests of the central file</source>
        <translation>Конкурсы центрального файла</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Continue this result</source>
        <translation>Продолжить этот результат</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Contract</source>
        <translation>Договор</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Contract changed, why</source>
        <translation>Изменение договора, причина</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <source>Contract date</source>
        <translation>Дата договора</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Contract from</source>
        <translation>Договор с</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <location filename="../../ui/office/register/contract.py"/>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Contract number</source>
        <translation>Номер договора</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/contract.py"/>
        <source>Contract of the selected grantee</source>
        <translation>Договор выбранного грантополучателя</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Contract to</source>
        <translation>Договор по</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Contract with a winner</source>
        <translation>Договор с победителем</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Contracts</source>
        <translation>Договоры</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Contracts overdue: {n}</source>
        <translation>Просроченных договоров: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Contracts with winners</source>
        <translation>Договоры с победителями</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Correct it…</source>
        <translation>Исправить…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>Correction: {reason}</source>
        <translation>Исправление: {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Correct…</source>
        <translation>Исправить…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/selfcheck.py"/>
        <source>Count built-in invented cases with known results: does this computer count correctly?</source>
        <translation>Посчитать встроенные вымышленные примеры с известным результатом: верно ли считает этот компьютер?</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Counting the sheets again gives the same table</source>
        <translation>Повторный подсчёт оценочных листов даёт ту же таблицу</translation>
    </message>
    <message>
        <location filename="../../models/sitting/selfcheck.py"/>
        <source>Counts correctly on this computer: {n} of {of}</source>
        <translation>На этом компьютере считает верно: {n} из {of}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Create New Folder</source>
        <translation>Создать папку</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Criteria</source>
        <translation>Критерии</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Criteria and points</source>
        <translation>Критерии и баллы</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>Criteria are approved in the central file itself; the contest was not stored.</source>
        <translation>Критерии утверждаются в самом центральном файле; конкурс не сохранён.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <location filename="../../desktop/cli/packet.py"/>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>Criteria hash: {hash}</source>
        <translation>Хеш критериев оценки: {hash}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Criterion</source>
        <translation>Критерий</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Cu&amp;t</source>
        <translation>&amp;Вырезать</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Customer</source>
        <translation>Заказчик</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Customer, in Kazakh</source>
        <translation>Заказчик, на казахском</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Customer, in Russian</source>
        <translation>Заказчик, на русском</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Cut line</source>
        <translation>Черта отбора</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>DOES NOT HOLD</source>
        <translation>НЕ ПОДТВЕРЖДЕНО</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Damaged</source>
        <translation>Повреждён</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <source>Dark for few points, bright for many; empty where a member gave no marks.</source>
        <translation>Тёмное – мало баллов, светлое – много; пусто, где член баллов не дал.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Date Modified</source>
        <translation>Дата изменения</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Date of the approval</source>
        <translation>Дата утверждения</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Date of the document</source>
        <translation>Дата документа</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Date of the letters</source>
        <translation>Дата писем</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Date of the organiser&apos;s contract</source>
        <translation>Дата договора организатора</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>Date of the paper</source>
        <translation>Дата документа</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Date of the sitting</source>
        <translation>Дата заседания</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Dated later than this computer&apos;s clock: {codes}. A clock was or is wrong; what was decided last holds all the same. Set the clock right before you build.</source>
        <translation>Датировано позже часов этого компьютера: {codes}. Часы были или остаются неверны; последнее решение всё равно действует. Перед созданием установите часы правильно.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Day of the document</source>
        <translation>Дата документа</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Decide a conflict of interest</source>
        <translation>Решение о конфликте интересов</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Decide on the number of grants</source>
        <translation>Определите количество грантов</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Decide on this number…</source>
        <translation>Определить количество грантов…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Decide the selected one…</source>
        <translation>Решить по выбранному…</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Decided</source>
        <translation>Решено</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Decided about you and in force; you are not asked about it:
{list}
Where there is a conflict, the application is closed and marks given before stay sealed.</source>
        <translation>Решено о вас и действует; об этом вас не спрашивают:
{list}
Где есть конфликт, заявка закрыта, а баллы, поставленные раньше, остаются закрытыми.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>Decided by</source>
        <translation>Кто решил</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Decided by {name} on {date}</source>
        <translation>Решение: {name}, {date}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../models/contest/rules_words.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Decision</source>
        <translation>Решение</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Decision on who is next in line, for publishing</source>
        <translation>Решение о следующих по очереди для опубликования</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Decision on who is next in line, of a further sitting</source>
        <translation>Решение о следующих по очереди, с последующего заседания</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Decisions of the screening and packet revisions stand here.</source>
        <translation>Здесь стоят решения технического отбора и редакции пакета.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Declaration</source>
        <translation>Заявление</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Declarations in the sheets count already. Add what was only said, to see what it would change.</source>
        <translation>Заявления в листах уже учтены. Добавьте то, о чём только сказали, и увидите, что изменится.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Declarations read: {n}; new: {new}; files refused: {refused}.</source>
        <translation>Прочитано заявлений: {n}; новых: {new}; отклонено файлов: {refused}.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>Declare</source>
        <translation>Заявить</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Declared</source>
        <translation>Заявлено</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Declared and found</source>
        <translation>Заявлено и найдено</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Declared and saved: “{code}” is closed for you, and its marks are sealed.</source>
        <translation>Заявлено и сохранено: «{code}» для вас закрыта, её баллы тоже закрыты.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Declared and saved: “{code}” is closed for you.</source>
        <translation>Заявлено и сохранено: «{code}» для вас закрыта.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Declared until now: {what}</source>
        <translation>Заявлено до сих пор: {what}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Declared, but nothing supports it</source>
        <translation>Заявлено, но ничем не подтверждается</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Declared: {n}. Saved.</source>
        <translation>Заявлено: {n}. Сохранено.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Declared: {n}. Saved. Decided already and left as decided: {codes}.</source>
        <translation>Заявлено: {n}. Сохранено. Уже решены и оставлены как есть: {codes}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Declared: “{note}”</source>
        <translation>Заявлено: «{note}»</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>Declares</source>
        <translation>Заявляет</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Declares…</source>
        <translation>Заявление…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <location filename="../../ui/shell/places.py"/>
        <source>Desk</source>
        <translation>Стол члена комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Destroy the personal data of this contest for ever?</source>
        <translation>Уничтожить персональные данные этого конкурса навсегда?</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>Destroy the personal data…</source>
        <translation>Уничтожить персональные данные…</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Destroy them</source>
        <translation>Уничтожить</translation>
    </message>
    <message>
        <location filename="../../models/centre/destruction.py"/>
        <source>Destroying personal data needs its ground; nothing was destroyed.</source>
        <translation>Для уничтожения персональных данных нужно основание; ничего не уничтожено.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Destroying the personal data</source>
        <translation>Уничтожение персональных данных</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <source>Deviation, KZT</source>
        <translation>Отклонение, тенге</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Different totals</source>
        <translation>Разных общих баллов</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Direction</source>
        <translation>Направление</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>Direction: “{value}” is none of the contest&apos;s list</source>
        <translation>Направление: «{value}» нет в списке конкурса</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Directions</source>
        <translation>Направления</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Directory:</source>
        <translation>Папка:</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Disqualified, by vote</source>
        <translation>Отстранён(а) голосованием</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Do not decide yet</source>
        <translation>Пока не решать</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>Do not take it</source>
        <translation>Не принимать</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Document</source>
        <translation>Документ</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <location filename="../../ui/office/register/contract.py"/>
        <source>Documents</source>
        <translation>Документы</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Documents required</source>
        <translation>Нужные документы</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>Done</source>
        <translation>Решено</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Done by</source>
        <translation>Кем сделано</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>Draw a lot again: the SHA-256 of “seed,application,draw” in ascending order.</source>
        <translation>Повторить жребий: SHA-256 записи «начальное значение,заявка,номер жребия» по возрастанию.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/lot_dialog.py"/>
        <source>Draw and record the lot</source>
        <translation>Провести жеребьёвку и записать</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/lot_dialog.py"/>
        <source>Draw lots: {territory}</source>
        <translation>Жеребьёвка: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Draw lots…</source>
        <translation>Провести жеребьёвку…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Drive</source>
        <translation>Диск</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Drop member cards here (.card). Each fingerprint is compared aloud before it is taken.</source>
        <translation>Перетащите сюда карточки членов комиссии (.card). Отпечаток каждого ключа сверяется вслух до приёма.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Drop the changes</source>
        <translation>Отбросить изменения</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Drop the packet of the contest here: the same file that the members scored.</source>
        <translation>Перетащите сюда пакет конкурса: тот же файл, который оценивали члены комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Drop the packet of your contest here (a file that ends in .packet), or choose it, e.g. on the USB stick.</source>
        <translation>Перетащите сюда пакет вашего конкурса (файл с окончанием .packet) или выберите его, например, на USB-носителе.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Drop the result of the sitting here (.result)</source>
        <translation>Перетащите сюда результат заседания (.result)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Drop the score sheets here, in any order, also several times: nothing is counted twice.</source>
        <translation>Перетащите сюда оценочные листы: в любом порядке, можно повторно – дважды ничего не учтётся.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>Drop the table here: XLSX or CSV, one application a row, headings in Kazakh, Russian or English.</source>
        <translation>Перетащите сюда таблицу: XLSX или CSV, в каждой строке одна заявка, заголовки на казахском, русском или английском.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <location filename="../../ui/office/duplicates/page.py"/>
        <location filename="../../ui/office/duplicates/work.py"/>
        <source>Duplicates</source>
        <translation>Дубликаты</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>Duplicates to refuse in the screening</source>
        <translation>Дубликаты: отклонить при отборе</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>E-mail</source>
        <translation>Электронная почта</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/beside.py"/>
        <source>E-mail: {email}</source>
        <translation>Электронная почта: {email}</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Earlier</source>
        <translation>Было</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Earlier list</source>
        <translation>Прежний список</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Else: the organiser&apos;s head.</source>
        <translation>Иначе: руководитель организатора.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Enough marks for a total</source>
        <translation>Оценок достаточно для общего балла</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Enough marks only if awaited ones come</source>
        <translation>Оценок хватит, только если придут ожидаемые</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Enrol members, the secretary and staff with their keys. The packet is sealed to them; every stored change makes a new version of the roster.</source>
        <translation>Внесите членов комиссии, секретаря и сотрудников с их ключами. Пакет запечатывается для них; каждое сохранённое изменение создаёт новую версию состава.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Enrol the commission, or add staff and mentors here.</source>
        <translation>Запишите комиссию или добавьте здесь сотрудников и наставников.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Equal in the line: {codes}; places: {n}. The commission chooses, with a reason.</source>
        <translation>Равны в очереди: {codes}; мест: {n}. Комиссия выбирает с обоснованием.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Equal totals at the cut: {n} applications for {places} places. {codes}</source>
        <translation>Равные баллы на черте отбора: заявок – {n}, мест – {places}. {codes}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>Equal totals, step {n}</source>
        <translation>При равенстве баллов, шаг {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Event</source>
        <translation>Событие</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Every act of the sitting was lawful in its place</source>
        <translation>Каждое действие заседания на своём месте соответствует правилам</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Every application has been treated</source>
        <translation>Все заявки рассмотрены</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Every application has been treated.</source>
        <translation>Все заявки рассмотрены.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Every application has the same number of marks ({sizes}): totals can be compared.</source>
        <translation>У всех заявок одинаковое число оценок ({sizes}): общие баллы сравнимы.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Every application is compared with every other…</source>
        <translation>Каждая заявка сравнивается со всеми остальными…</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_again.py"/>
        <source>Every application or the criteria changed since; nothing was carried over. Type the sheet anew.</source>
        <translation>С тех пор изменились все заявки или критерии; ничего не перенесено. Введите лист заново.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/building.py"/>
        <source>Every change since the last revision needs its reason; no packet was built. These have none:</source>
        <translation>У каждого изменения после последней редакции должна быть причина; пакет не создан. Без причины:</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Every column is recognised. The report can be made.</source>
        <translation>Все столбцы распознаны. Можно составить отчёт.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Every date below is counted from it.</source>
        <translation>Все даты ниже считаются от неё.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Every date of the plan is counted anew from it.</source>
        <translation>Все даты плана пересчитываются от неё.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Every entry is as it was signed.</source>
        <translation>Каждая запись такова, какой была подписана.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>Every line is confirmed. The secretary hands the sheet in.</source>
        <translation>Все строки подтверждены. Лист сдаёт секретарь.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Every line names a person, what they may sign, and a key that can be read</source>
        <translation>В каждой строке названы человек, что он вправе подписывать, и читаемый ключ</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/lot_dialog.py"/>
        <source>Every number lay written (or, remotely, was said) before the first paper was turned</source>
        <translation>Все числа были записаны (у участвующих дистанционно – названы) до того, как перевернули первую бумагу</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>Every page prints the fingerprint of the result</source>
        <translation>На каждой странице напечатан отпечаток результата</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Every paper is read back before it is handed out; one that does not say what it should is not written. Protocol and matrix are written by the buttons below.</source>
        <translation>Каждый документ перед выдачей прочитывается обратно; не соответствующий данным не записывается. Протокол и матрица баллов записываются кнопками внизу.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Every rule of the contest is checked and raises a flag where something seems wrong. A flag decides nothing: you admit, send back for mending, or refuse with reasons.</source>
        <translation>Проверяется каждое правило конкурса; где что-то не так, появляется замечание. Замечание ничего не решает: вы допускаете, возвращаете на доработку или отклоняете с указанием причин.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Every sheet is checked: contest, packet, criteria, person, signature. A refused one changes nothing.</source>
        <translation>Каждый лист проверяется: конкурс, пакет, критерии, лицо, подпись. Отклонённый лист ничего не меняет.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/list.py"/>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Every undecided application has a flag: look at them one by one.</source>
        <translation>У всех нерешённых заявок есть замечания: рассмотрите их по одной.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Everybody is back</source>
        <translation>Все вернулись</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/lot_dialog.py"/>
        <source>Everybody named here writes a number of 1–20 digits on paper and lays it on the table face down. Who takes part remotely says the number now, before any paper is turned. Then all are read aloud and typed; together they make the seed. What is drawn shows when the lot is recorded.</source>
        <translation>Каждый названный здесь пишет на бумаге число из 1–20 цифр и кладёт его на стол лицевой стороной вниз. Участвующий дистанционно называет число сейчас, пока ни одна бумага не перевёрнута. Затем все числа читают вслух и вводят; вместе они составляют основу жеребьёвки. Результат виден, когда она записана.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/lot.py"/>
        <source>Everybody present who has a vote here, and who records the lot, writes a number, and they are read in this order: {names}.</source>
        <translation>Каждый присутствующий с правом голоса по этому вопросу и тот, кто записывает жеребьёвку, пишет число; числа читаются в таком порядке: {names}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>Everybody; of those not admitted only code and territory</source>
        <translation>Всем; о недопущенных только код и территория</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Everybody; without personal details</source>
        <translation>Для всех; без личных сведений</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/choices.py"/>
        <source>Everyone is for it</source>
        <translation>Все за</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/choices.py"/>
        <source>Everyone is present</source>
        <translation>Присутствуют все</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Everyone who touches the contest is compared with every application…</source>
        <translation>Каждый, кто причастен к конкурсу, сравнивается с каждой заявкой…</translation>
    </message>
    <message>
        <location filename="../../models/sample/papers.py"/>
        <source>Everything is checked again. Files: {files}; holds: {holds}; does not hold: {fails}.</source>
        <translation>Всё проверено заново. Файлов: {files}; подтверждается: {holds}; не подтверждается: {fails}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>Everything is typed by {name}. Now a second person confirms, with a key of their own: here (“A second person is here…”) or at another computer. Lines to confirm: {n}.</source>
        <translation>Всё ввёл(а) {name}. Теперь подтверждает второй человек собственным ключом: здесь («Второй человек здесь…») или на другом компьютере. Строк к подтверждению: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Example</source>
        <translation>Пример</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>Exits that this order needs: {n}; {proven}.</source>
        <translation>Выходов из зала при этом порядке: {n}; {proven}.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Expected results</source>
        <translation>Ожидаемые результаты</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Expected: {what}.</source>
        <translation>Ожидается: {what}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Export the card: name, position, organisation and the public key, signed by the key.</source>
        <translation>Выгрузить карточку: имя, должность, организация и открытый ключ, подписанные этим ключом.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Extract of the protocol, one for each application</source>
        <translation>Выписка из протокола, на каждую заявку отдельно</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Falls below it</source>
        <translation>Опускается под черту</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Fewer marks than the minimum</source>
        <translation>Оценок меньше минимума</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Fewer marks than the minimum, whatever comes</source>
        <translation>Оценок меньше минимума, что бы ни пришло</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>Fewer marks than the rule needs ({n}), so not ranked: {applications}.</source>
        <translation>Оценок меньше, чем требует правило ({n}), поэтому вне рейтинга: {applications}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Fewer winners than grants</source>
        <translation>Победителей меньше, чем грантов</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Fewest members for a valid sitting with enough marks</source>
        <translation>Наименьшее число членов для правомочного заседания и достаточных оценок</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Field</source>
        <translation>Поле</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <source>Fields</source>
        <translation>Поля</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Figures of the secretary&apos;s key</source>
        <translation>Цифры ключа секретаря</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>Figures to read aloud</source>
        <translation>Цифры для чтения вслух</translation>
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
        <translation>&amp;Имя файла:</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>File: {path}</source>
        <translation>Файл: {path}</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>Files belong to the application whose code or IIN their own name, or the name of their folder, begins with. Without a folder the stored attachments stay as they are.</source>
        <translation>Файл относится к той заявке, с кода или ИИН которой начинается его имя или имя его папки. Без папки сохранённые приложения остаются как есть.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Files brought</source>
        <translation>Принесённые файлы</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Files left aside</source>
        <translation>Отложенные файлы</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Files of type:</source>
        <translation>Тип файлов:</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_table.py"/>
        <source>Filter by any word</source>
        <translation>Фильтр по любому слову</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>Find probable conflicts of interest, each with the reason: between two tables of people, or in a central file as the two mirror lists.</source>
        <translation>Найти вероятные конфликты интересов с причинами: между двумя таблицами людей или в центральном файле, двумя зеркальными списками.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/duplicates.py"/>
        <source>Find the same project, person, supplier or price quote in several applications of any tables.</source>
        <translation>Найти один и тот же проект, человека, поставщика или ценовое предложение в нескольких заявках любых таблиц.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Fingerprint</source>
        <translation>Отпечаток</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <location filename="../../ui/desk/key.py"/>
        <source>Fingerprint: {fingerprint}</source>
        <translation>Отпечаток: {fingerprint}</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>First application</source>
        <translation>Первая заявка</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>First read and confirm your statement at the end of the page.</source>
        <translation>Сначала прочитайте подтверждение в конце страницы и дайте его.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>First settle what the ranking waits for: a tie at the cut or unequal panels.</source>
        <translation>Сначала решите то, чего ждёт рейтинг: равные баллы на черте отбора или неравное число оценок.</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Flags</source>
        <translation>Замечания</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <location filename="../../ui/shell/language.py"/>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Folders</source>
        <translation>Папки</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>For a commission that takes applications one after another: who is recused leaves for the item. Whoever votes on the whole list at once goes on to the ranking.</source>
        <translation>Для комиссии, которая рассматривает заявки по очереди: член с самоотводом выходит на время вопроса. Если голосуют сразу за весь список, переходите к рейтингу.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>For a member without a laptop: print the sheet, have it filled in by hand, type it in. A second person confirms every line with a key of their own and can&apos;t edit it.</source>
        <translation>Для члена комиссии без ноутбука: распечатайте лист, дайте заполнить от руки, введите его. Второй человек подтверждает каждую строку собственным ключом и не может её править.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>For an office that works on one computer. It is encrypted; only your key opens it.</source>
        <translation>Для канцелярии, которая работает на одном компьютере. Файл зашифрован, его открывает только ваш ключ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>For chair and secretary</source>
        <translation>Для председателя и секретаря</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>For example 31.12.1980</source>
        <translation>Например: 31.12.1980</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>For example: order No. 12 of 05.03.2024</source>
        <translation>Например: приказ № 12 от 05.03.2024</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>For example: postgresql://user:password@host/database</source>
        <translation>Например: postgresql://user:password@host/database</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>For secretary, staff and mentors: members declare at the Desk</source>
        <translation>Для секретаря, сотрудников и наставников: члены комиссии заявляют за своим столом</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>For the selected applications (key {n})</source>
        <translation>Для выделенных заявок (клавиша {n})</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>For whom</source>
        <translation>Для кого</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>For whom: {whom}</source>
        <translation>Для кого: {whom}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/choices.py"/>
        <source>For: {votes}; against: {against}; abstained: {abstained}. Needed: {needed} of {entitled} with a vote.</source>
        <translation>За: {votes}; против: {against}; воздержались: {abstained}. Нужно голосов: {needed} из {entitled}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>For: {votes}; members present who may vote: {entitled}. More than half of them must be for it. Vote again.</source>
        <translation>За: {votes}; присутствующих членов с правом голоса: {entitled}. За должно быть более половины из них. Проголосуйте снова.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Forecast</source>
        <translation>Прогноз</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Forecast: {territory}</source>
        <translation>Прогноз: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Form of the protocol</source>
        <translation>Форма протокола</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Form of the sitting</source>
        <translation>Форма заседания</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Forward</source>
        <translation>Вперёд</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Four members reach less than five, so these totals can&apos;t be compared as they stand. Choose one of the ways that the approved criteria allow; below each stands what it would give.</source>
        <translation>Четыре члена комиссии набирают меньше пяти, поэтому общие баллы в таком виде несопоставимы. Выберите один из способов, допущенных утверждёнными критериями; под каждым показано, что он даст.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>From</source>
        <translation>С</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>From a table…</source>
        <translation>Из таблицы…</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>From the organiser, no vote; opens the score sheets</source>
        <translation>От организатора, без голоса; открывает оценочные листы</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>From the score sheets that members handed in</source>
        <translation>Из оценочных листов, сданных членами комиссии</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Full name as in the commission&apos;s list.</source>
        <translation>Полное имя, как в составе комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Full: for the organiser&apos;s file</source>
        <translation>Полная: в дело организатора</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Fund for all grants</source>
        <translation>Фонд на все гранты</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Funds, KZT</source>
        <translation>Средства, тенге</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Further and earlier employers, one a line</source>
        <translation>Другие и прежние места работы, по одному в строке</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Further reason, in Kazakh</source>
        <translation>Дополнительная причина, на казахском</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Further reason, in Russian</source>
        <translation>Дополнительная причина, на русском</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>Give either --people and --applicants, or --central alone.</source>
        <translation>Укажите либо --people и --applicants, либо только --central.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Give the reason for all…</source>
        <translation>Указать причину для всех…</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Give the reason…</source>
        <translation>Указать причину…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Given</source>
        <translation>Есть</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Given name, father&apos;s name and birth date ({date}) are the same, the surname is another (“{a}”, “{b}”): one person, perhaps, whose surname changed.</source>
        <translation>Имя, отчество и дата рождения ({date}) совпадают, фамилия другая («{a}», «{b}»): возможно, это один человек, сменивший фамилию.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Go back</source>
        <translation>Вернуться назад</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Go forward</source>
        <translation>Перейти вперёд</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Go on</source>
        <translation>Дальше</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Go on to conflicts and clashes</source>
        <translation>Перейти к конфликтам и расхождениям</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Go on to screening</source>
        <translation>Перейти к техническому отбору</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Go on to the opening</source>
        <translation>К открытию заседания</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Go on to the protocol</source>
        <translation>Перейти к протоколу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Go on to the ranking</source>
        <translation>Перейти к рейтингу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Go on to the score sheets</source>
        <translation>Перейти к оценочным листам</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Go on to the winners</source>
        <translation>Перейти к победителям</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Go on working</source>
        <translation>Продолжить работу</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Go on: hand in</source>
        <translation>Дальше: сдача листа</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>Go on: packets</source>
        <translation>Дальше: пакеты</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Go on: score</source>
        <translation>Дальше: оценка</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Go on: {step}</source>
        <translation>Дальше: {step}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Go to the parent folder</source>
        <translation>Перейти в папку выше</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Go to the register</source>
        <translation>Перейти в реестр</translation>
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
        <translation>Запрашиваемый грант</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Grantee</source>
        <translation>Грантополучатель</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Grants that nobody has: {n}.</source>
        <translation>Свободных грантов: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>Ground</source>
        <translation>Основание</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Ground, for the protocol</source>
        <translation>Основание – для протокола</translation>
    </message>
    <message>
        <location filename="../../ui/desk/reading.py"/>
        <source>Ground: {point}</source>
        <translation>Основание: {point}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Hand in</source>
        <translation>Сдача листа</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Hand in all the same</source>
        <translation>Всё равно сдать</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Hand it in…</source>
        <translation>Сдать…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Handed in</source>
        <translation>Сдан</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Handed-in sheets</source>
        <translation>Сданные листы</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Handing the sheet in</source>
        <translation>Сдача листа</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Hash (SHA-256)</source>
        <translation>Хеш (SHA-256)</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Heading</source>
        <translation>Заголовок</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Heat map</source>
        <translation>Тепловая карта</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>Here the words are changed. Points, weights and the way of counting are changed in a profile file.</source>
        <translation>Здесь меняется текст. Баллы, веса и способ подсчёта меняются в файле профиля.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Hide Details...</source>
        <translation>Скрыть подробности…</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/flags.py"/>
        <source>Hide the rule</source>
        <translation>Скрыть правило</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Highest possible total</source>
        <translation>Наибольший возможный балл</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>History of the list</source>
        <translation>История списка</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Hold a further sitting?</source>
        <translation>Провести последующее заседание?</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Hold a further sitting…</source>
        <translation>Провести последующее заседание…</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>How</source>
        <translation>Как</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>How it is counted</source>
        <translation>Как считается</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>How many</source>
        <translation>Сколько</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>How many applications have which total: do you see differences?</source>
        <translation>Сколько заявок с каким общим баллом: видна ли разница?</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>How many win</source>
        <translation>Сколько победителей</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>How the total came about</source>
        <translation>Как получен общий балл</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>How the total comes about</source>
        <translation>Как получен общий балл</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <source>I am a member of the commission</source>
        <translation>Я член комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <source>I am the chair or the secretary</source>
        <translation>Я председатель или секретарь</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>I confirm</source>
        <translation>Подтверждаю</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>I have a conflict here…</source>
        <translation>У меня здесь конфликт…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>I scored alone, by the approved criteria, and declared every conflict of interest I know of.</source>
        <translation>Я оценивал(а) самостоятельно, по утверждённым критериям оценки, и заявил(а) обо всех известных мне конфликтах интересов.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <source>I work for the organiser</source>
        <translation>Я сотрудник организатора</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <location filename="../../ui/office/register/marks.py"/>
        <source>IIN</source>
        <translation>ИИН</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>IIN: the table had lost its leading zeros; they were put back (the check digit fits)</source>
        <translation>ИИН: в таблице пропали нули в начале; они восстановлены (контрольная цифра сходится)</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/beside.py"/>
        <source>IIN: {iin}</source>
        <translation>ИИН: {iin}</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Id</source>
        <translation>Обозначение</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>If a person&apos;s key or passphrase is lost, this key still opens the central file, and every packet and score sheet made after it entered the commission. It belongs to nobody, signs nothing and has no vote.</source>
        <translation>Если чей-то ключ или парольная фраза утеряны, этот ключ откроет центральный файл, а также любой пакет и оценочный лист, созданные после его внесения в состав комиссии. Он никому лично не принадлежит, ничего не подписывает и не голосует.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>If a winner&apos;s contract fails</source>
        <translation>Если договор с победителем не состоится</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>If all marks come that are awaited, totals can be compared. Marks each: {sizes}.</source>
        <translation>Если придут все ожидаемые оценки, общие баллы будут сравнимы. Оценок у каждой: {sizes}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>If there is a conflict, {name} leaves the commission for all applications: no mark of this member counts, and no vote on anything. The marks stay sealed. {point}</source>
        <translation>Если конфликт есть, {name} выходит из комиссии по всем заявкам: ни один балл этого члена не засчитывается, голоса нет ни по одному вопросу. Баллы остаются закрытыми. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>If there is a conflict, {name} sits {code} out: no mark and no vote there, everything else stays. The marks stay sealed. {point}</source>
        <translation>Если конфликт есть, {name} не участвует в {code}: ни балла, ни голоса по этой заявке, остальное остаётся. Баллы остаются закрытыми. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>If there is a conflict, {name} takes no part in {code}. {point}</source>
        <translation>Если конфликт есть, {name} не участвует в работе с {code}. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>If your organisation keeps the central file on a PostgreSQL server, write its address here.</source>
        <translation>Если ваша организация хранит центральный файл на сервере PostgreSQL, напишите здесь его адрес.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>In correction</source>
        <translation>Исправляется</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>In files</source>
        <translation>В файлах</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>In the Sitting of this laptop</source>
        <translation>В разделе «Заседание» на этом ноутбуке</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>In the place of {codes} nobody can be named: it is no winner who left, or its grant is given already.</source>
        <translation>Вместо {codes} никого назвать нельзя: это не выбывший победитель, или его грант уже отдан.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>In the room</source>
        <translation>В зале</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>In the room: {here} of {of}. Needed: {needed}. NO QUORUM.</source>
        <translation>В зале: {here} из {of}. Нужно: {needed}. КВОРУМА НЕТ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>In the room: {here} of {of}. Needed: {needed}. There is a quorum.</source>
        <translation>В зале: {here} из {of}. Нужно: {needed}. Кворум есть.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>In the table</source>
        <translation>В таблице</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>In the total</source>
        <translation>В общем балле</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>In the trial</source>
        <translation>В пробе</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk_packets.py"/>
        <source>In this contest you are not a member of the commission, so there is nothing for you to score; the packet was not opened here. The chair and the secretary open it in the place “Sitting”.</source>
        <translation>В этом конкурсе вы не член комиссии, и оценивать вам нечего; пакет здесь не открыт. Председатель и секретарь открывают его в разделе «Заседание».</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>In work</source>
        <translation>В работе</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <source>In your own words and without telephone numbers or addresses: it goes out with the packet.</source>
        <translation>Своими словами, без телефонов и адресов: причина уходит вместе с пакетом.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>In your own words, without telephone numbers or IIN: a refusal carries it.</source>
        <translation>Своими словами, без телефонов и ИИН: эта причина войдёт в отказ.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Informing the public</source>
        <translation>Информирование общественности</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Instead of the own category</source>
        <translation>Вместо собственной категории</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Intake</source>
        <translation>Приём заявок</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Intake and technical selection</source>
        <translation>Приём и технический отбор</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Interval</source>
        <translation>Интервал</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Intraclass correlation (2,1): absolute agreement, a single member</source>
        <translation>Внутриклассовая корреляция (2,1): абсолютное согласие, один член</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>Invent another contest.</source>
        <translation>Придумать другой конкурс.</translation>
    </message>
    <message>
        <location filename="../../models/sample/day.py"/>
        <source>Inventing applications with their attachments: {n}</source>
        <translation>Придумываем заявки с приложениями: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>It changes what was decided or recorded; the reason is kept in the history.</source>
        <translation>Это меняет решённое или записанное; причина хранится в истории.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>It continues the sitting of protocol № {number} without a change</source>
        <translation>Он продолжает заседание по протоколу № {number} без изменений</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sync.py"/>
        <source>It continues the sitting of protocol № {number}.</source>
        <translation>Он продолжает заседание по протоколу № {number}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>It continues the sitting of this result: ranking and winners stand, the acts are added to its chain. It records who left and names who is next in line, with a number, date and attendance of its own.</source>
        <translation>Оно продолжает заседание этого результата: рейтинг и победители остаются в силе, действия добавляются в его цепочку. На нём фиксируют, кто выбыл, и называют следующего по очереди; номер, дата и явка у него свои.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>It contradicts the packet it names: criteria, commission or applications differ.</source>
        <translation>Он противоречит пакету, который называет: критерии, комиссия или заявки отличаются.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>It differs from the paper…</source>
        <translation>Расходится с бумагой…</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>It fits several people: {names}. Write the IIN or the id.</source>
        <translation>Подходит нескольким: {names}. Укажите ИИН или идентификатор.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>It is a duplicate</source>
        <translation>Это дубликат</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>It is a duplicate…</source>
        <translation>Это дубликат…</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>It is as on the paper</source>
        <translation>Совпадает с бумагой</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>It is no card, packet, sheet, result, protocol or key list.</source>
        <translation>Это не карточка, не пакет, не оценочный лист, не результат, не протокол и не список ключей.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>It is not a duplicate</source>
        <translation>Это не дубликат</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>It is open only where the winners are named anew; a vote on it takes their naming back.</source>
        <translation>Этот вопрос открыт, только если победителей называют заново; голосование по нему отменяет прежнее решение о победителях.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <location filename="../../desktop/cli/sync.py"/>
        <source>It is stored.</source>
        <translation>Сохранено.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>It is the same</source>
        <translation>Совпадает</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>It stands in the protocol word for word.</source>
        <translation>Войдёт в протокол дословно.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>It was decided about somebody who is another person now (the name or the IIN changed). Decide anew.</source>
        <translation>Решение принималось о другом человеке (имя или ИИН теперь другие). Решите заново.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <source>It was decided before, but there is more evidence now, or a further application. Decide anew.</source>
        <translation>Решение уже принималось, но теперь оснований больше или добавилась ещё одна заявка. Решите заново.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>It was made from a packet that this central file did not build.</source>
        <translation>Он основан на пакете, который создан не из этого центрального файла.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>It was made from packet revision {n}, but the newest is {newest}.</source>
        <translation>Он сделан по редакции пакета {n}, а последняя – {newest}.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>It was set with {theirs}, this program has {ours}: the bytes can&apos;t be compared here.</source>
        <translation>Файл создан с помощью {theirs}, в этой программе {ours}: сравнить байты здесь нельзя.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Item {n}</source>
        <translation>Вопрос {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Item {n} has stopped</source>
        <translation>Вопрос {n} прекращён</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Item {n} stopped because the quorum was lost. Open it again when the members are back.</source>
        <translation>Вопрос {n} прекращён: утрачен кворум. Откройте его снова, когда члены комиссии вернутся.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/reading_back.py"/>
        <source>Kazakh and Russian do not say the same figures: “{kk}” – “{ru}”</source>
        <translation>В казахском и русском тексте разные числа: «{kk}» – «{ru}»</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>Kazakh and Russian letters (қ/к, ұ/у …)</source>
        <translation>казахские и русские буквы (қ/к, ұ/у …)</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>Keep as a draft</source>
        <translation>Сохранить как проект</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Keep as further data (for counting and ties)</source>
        <translation>Сохранить как дополнительные данные (для подсчёта и равных баллов)</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Keeping what was typed</source>
        <translation>Сохранение введённого</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>Kept for the next papers.</source>
        <translation>Сохраняется для следующих бумаг.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Key</source>
        <translation>Ключ</translation>
    </message>
    <message>
        <location filename="../../ui/shell/header.py"/>
        <source>Key without a card</source>
        <translation>Ключ без карточки</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Keys: figures give points, Delete takes them back, ↓ ↑ criterion, Enter reason, Ctrl+Enter next unscored</source>
        <translation>Клавиши: цифры – балл, Delete – убрать, ↓ ↑ – критерий, Enter – обоснование, Ctrl+Enter – следующая неоценённая</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>Kind</source>
        <translation>Вид</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Kind and note</source>
        <translation>Вид и примечание</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Kind and reason</source>
        <translation>Вид и причина</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Kind of conflict</source>
        <translation>Вид конфликта</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/paper_kinds.py"/>
        <source>Kinds of papers, as the list names them.</source>
        <translation>Виды документов, как они названы в списке.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Krippendorff&apos;s alpha of the sums</source>
        <translation>Альфа Криппендорфа по суммам</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Krippendorff&apos;s alpha, {criterion}</source>
        <translation>Альфа Криппендорфа, {criterion}</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Larger</source>
        <translation>Увеличить</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Last day of mending, inclusive</source>
        <translation>Последний день доработки, включительно</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Later</source>
        <translation>Стало</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>Later list</source>
        <translation>Новый список</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>Lay sheets together and show who is missing, what clashes, and the ranking so far.</source>
        <translation>Свести листы и показать, кого не хватает, где расхождения и каков рейтинг на данный момент.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Leave before it</source>
        <translation>Выходят перед ним</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/duplicates.py"/>
        <source>Leave out pairs that are weaker.</source>
        <translation>Не показывать пары слабее этого.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Leave the date to be written by hand</source>
        <translation>Оставить место для даты от руки</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Leave the room: {names}</source>
        <translation>Выходят из зала: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Leave this column out</source>
        <translation>Не брать этот столбец</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>Leaves</source>
        <translation>Выход</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>Left empty, it gets a line to be written on by hand.</source>
        <translation>Если оставить пустым, будет черта для записи от руки.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Left for grants: {sum} KZT.</source>
        <translation>Осталось на гранты: {sum} тенге.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Left for you to look at, because they have flags: {n}. Admitted: {codes}</source>
        <translation>Остаются на ваше рассмотрение из-за замечаний: {n}. Допускаются: {codes}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Left the room because of a conflict of interest: {name}.</source>
        <translation>Выход из зала в связи с конфликтом интересов: {name}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Left the room: {name}.</source>
        <translation>Выход из зала: {name}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Legal basis</source>
        <translation>Правовое основание</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Length</source>
        <translation>Срок</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Length of the intake</source>
        <translation>Длительность приёма</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/application_view.py"/>
        <source>Length of the project, months</source>
        <translation>Срок проекта, месяцев</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Length, months</source>
        <translation>Срок, месяцев</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Let the holder of a card open a central file no more; never your own key.</source>
        <translation>Отозвать у владельца карточки доступ к центральному файлу; у собственного ключа отозвать нельзя.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Let the holder of a card open a central file too.</source>
        <translation>Позволить владельцу карточки тоже открывать центральный файл.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>Letter to look at</source>
        <translation>Письмо для просмотра</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Letters are numbered after it: 12/1, 12/2 …</source>
        <translation>Письма нумеруются от него: 12/1, 12/2 …</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>Lines of the paper sheet</source>
        <translation>Строки бумажного листа</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>List</source>
        <translation>Список</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/screening.py"/>
        <source>List the applications of a contest with the flags of the technical selection.</source>
        <translation>Показать заявки конкурса с замечаниями технического отбора.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>List the papers that a result and a central file give, and for whom each is.</source>
        <translation>Перечень документов, которые дают результат и центральный файл, и для кого каждый.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>List: mean</source>
        <translation>Список: среднее</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>List: members leave</source>
        <translation>Список: члены выходят</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Lists</source>
        <translation>Списки</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Look at it…</source>
        <translation>Посмотреть…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Look everything over once more. Handing in signs the sheet with your key and closes it.</source>
        <translation>Просмотрите всё ещё раз. При сдаче лист подписывается вашим ключом и закрывается.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Look first</source>
        <translation>Смотреть первым</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Look in:</source>
        <translation>Папка:</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Looking what the packet would say</source>
        <translation>Проверка содержания пакета</translation>
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
        <translation>Жребий № {draw} ({territory}): названные числа: {numbers}; начальное значение: {seed}; порядок: {order}; осталось мест: {places}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>Made on</source>
        <translation>Создан</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Make a contest from a profile; the central file is made where there is none.</source>
        <translation>Создать конкурс по профилю; если центрального файла нет, он будет создан.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Make a key under a passphrase. An existing file is never replaced.</source>
        <translation>Создать ключ под парольной фразой. Существующий файл никогда не заменяется.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Make a new central file</source>
        <translation>Создать новый центральный файл</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Make a new central file…</source>
        <translation>Создать новый центральный файл…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Make a recovery key</source>
        <translation>Создание ключа восстановления</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Make a recovery key…</source>
        <translation>Создать ключ восстановления…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Make and show keys and cards.</source>
        <translation>Создание и просмотр ключей и карточек.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/recovery.py"/>
        <source>Make another</source>
        <translation>Создать другой</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>Make my card…</source>
        <translation>Создать мою карточку…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>Make my key…</source>
        <translation>Создать мой ключ…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Make the card</source>
        <translation>Создать карточку</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Make the contest</source>
        <translation>Создать конкурс</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>Make the first one: it takes its rules from a profile.</source>
        <translation>Создайте первый: свои правила он берёт из профиля.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Make the key</source>
        <translation>Создать ключ</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Make the report</source>
        <translation>Составить отчёт</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Make your card</source>
        <translation>Создайте вашу карточку</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Make your key</source>
        <translation>Создайте свой ключ</translation>
    </message>
    <message>
        <location filename="../../models/sample/day.py"/>
        <source>Making keys and cards: {n}</source>
        <translation>Создаём ключи и карточки: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/session.py"/>
        <source>Making the card</source>
        <translation>Создаётся карточка</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <source>Making the central file</source>
        <translation>Создание центрального файла</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Making the contest</source>
        <translation>Создание конкурса</translation>
    </message>
    <message>
        <location filename="../../ui/shell/session.py"/>
        <source>Making the key</source>
        <translation>Создание ключа</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/recovery.py"/>
        <source>Making the recovery key</source>
        <translation>Создаётся ключ восстановления</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Making the report</source>
        <translation>Составление отчёта</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Mark</source>
        <translation>Оценка</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Mark changed: {name}, {application}, {criterion}: {old} → {new}.</source>
        <translation>Оценка изменена: {name}, {application}, {criterion}: {old} → {new}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Marked</source>
        <translation>Оценено</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>Marked in both: {n} of {of}</source>
        <translation>Отмечено в обеих: {n} из {of}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Marks</source>
        <translation>Оценок</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Marks and reasons</source>
        <translation>Оценки и обоснования</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Marks and reasons…</source>
        <translation>Оценки и обоснования…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Marks are awaited from</source>
        <translation>Ожидаются оценки</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Marks are still expected from: {names}.</source>
        <translation>Ещё ожидаются баллы от: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Marks behind each total</source>
        <translation>Оценок в каждом балле</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Marks taken out of</source>
        <translation>Исключаются баллы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Matrix of marks (XLSX)…</source>
        <translation>Таблица оценок (XLSX)…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>May come back now</source>
        <translation>Могут вернуться сейчас</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>May not pay for (flag)</source>
        <translation>Нельзя оплачивать (замечание)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Mean</source>
        <translation>Среднее</translation>
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
        <translation>Член комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>Member cards</source>
        <translation>Карточки членов комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/office/words.py"/>
        <source>Member of the commission</source>
        <translation>Член комиссии</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Member {member}, revision {n}</source>
        <translation>Член комиссии: {member}; редакция {n}</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Member {member}, revision {n}, packet {packet}</source>
        <translation>Член комиссии: {member}; редакция {n}; пакет: {packet}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>Member: {member}; revision {n}; handed in {at:%Y-%m-%d %H:%M} UTC</source>
        <translation>Член комиссии: {member}; редакция {n}; сдан {at:%Y-%m-%d %H:%M} UTC</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>Member: {member}; revision {n}; handed in {at}</source>
        <translation>Член комиссии: {member}; редакция {n}; сдан {at}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Members</source>
        <translation>Члены комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Members and the protocol see the reason. It is for: {what}</source>
        <translation>Причину видят члены комиссии, она войдёт в протокол. К чему относится: {what}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Members of the commission</source>
        <translation>Члены комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Members score by these words. Once approved they are frozen: packet, sheets, result and protocol name their hash.</source>
        <translation>По этому тексту члены комиссии ставят баллы. После утверждения он неизменен: в пакете, листах, результате и протоколе указан его хеш.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Members take part remotely, so the protocol will say: in person and by video.</source>
        <translation>Есть участвующие дистанционно, поэтому в протоколе будет: «смешанная: очно и по видеоконференцсвязи».</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Members who are absent and have not handed all marks in</source>
        <translation>Члены, которые отсутствуют и сдали не все оценки</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Members who come and have not handed all marks in</source>
        <translation>Члены, которые придут, но сдали ещё не все оценки</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Members whose marks are there</source>
        <translation>Члены, чьи оценки есть</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Members with a conflict of interest, or out of the commission</source>
        <translation>Члены с конфликтом интересов или вышедшие из состава комиссии</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>Members, chair and secretary are enrolled by their cards first; then take it in again.</source>
        <translation>Членов, председателя и секретаря сначала вносят по их карточкам; затем возьмите таблицу ещё раз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/list.py"/>
        <source>Mend until</source>
        <translation>Доработать до</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Mending of defects</source>
        <translation>Устранение недостатков</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening.py"/>
        <source>Mending, and only mending, has a last day that is still to come; nothing was decided about {code}.</source>
        <translation>Последний день, ещё не прошедший, указывается при возврате на доработку и только при нём; по {code} ничего не решено.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/header.py"/>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Minutes</source>
        <translation>Ход заседания</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Minutes of the sitting for publishing</source>
        <translation>Запись хода заседания для опубликования</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Minutes of the sitting, act by act with votes by name</source>
        <translation>Запись хода заседания: каждое действие, голоса поимённо</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Missing</source>
        <translation>Нет</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>Mixed, they would need: {n}.</source>
        <translation>Вперемешку понадобилось бы: {n}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>More are named than grants are free. By the rules savings make further winners only where the operator consents: write in the reason who consented, when and by which document.</source>
        <translation>Названо больше, чем свободно грантов. По правилам за счёт экономии дополнительных победителей называют только с согласия оператора: укажите в обосновании, кто, когда и каким документом дал согласие.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>More winners are replaced than named. Choose whose grant each one gets.</source>
        <translation>Заменяемых победителей больше, чем названных. Выберите, чей грант получает каждый.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Must leave now</source>
        <translation>Должны выйти сейчас</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>My key</source>
        <translation>Мой ключ</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>M{n}</source>
        <translation>Ч{n}</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/shell/language.py"/>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/beside.py"/>
        <source>Name and birth date: {name}, {date}</source>
        <translation>Ф. И. О. и дата рождения: {name}, {date}</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Name and number, for example: letter No. 5</source>
        <translation>Название и номер, например: письмо № 5</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Name of the trial</source>
        <translation>Название пробы</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Name of who signs</source>
        <translation>Имя подписывающего</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Name the application by its code.</source>
        <translation>Укажите заявку по её коду.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening.py"/>
        <source>Name the document of the withdrawal and who gave it, for example “letter No. 5”; nothing was decided.</source>
        <translation>Назовите документ об отзыве и кто его подал, например: «письмо № 5»; ничего не решено.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>Name the members who leave exactly where the way is that members leave the pool.</source>
        <translation>Выходящих членов комиссии указывают тогда и только тогда, когда выбран способ «выход члена комиссии из всех заявок».</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Name the winners anew…</source>
        <translation>Определить победителей заново…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Name the winners: {territory}</source>
        <translation>Определить победителей: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Name the winners…</source>
        <translation>Определить победителей…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Name who is next: {territory}</source>
        <translation>Назвать следующего по очереди: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Name who is next…</source>
        <translation>Назвать следующего…</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Name, IIN, code, telephone or words of the title</source>
        <translation>Имя, ИИН, код, телефон или слова названия</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>Name, in Kazakh</source>
        <translation>Название, на казахском</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>Name, in Russian</source>
        <translation>Название, на русском</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Name: {name}</source>
        <translation>Имя: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Named as winners already, but not above the line without the marks: {codes}.</source>
        <translation>Уже названы победителями, но без этих баллов не выше черты отбора: {codes}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>Named: {n}; grants that nobody has in “{territory}”: {free}. Name fewer.</source>
        <translation>Названо: {n}; свободных грантов по территории «{territory}»: {free}. Назовите меньше.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Names of applicants</source>
        <translation>Имена заявителей</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Needed</source>
        <translation>Нужно</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <location filename="../../ui/office/central/page.py"/>
        <source>New contest…</source>
        <translation>Новый конкурс…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>New folder</source>
        <translation>Новая папка</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>New points</source>
        <translation>Новый балл</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sync.py"/>
        <source>New: {new}. Changed: {changed}. Already there: {present}. Does not fit: {unfit}.</source>
        <translation>Новых: {new}. Изменено: {changed}. Уже есть: {present}. Не подходит: {unfit}.</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>New: {new}. Changed: {changed}. Unchanged: {unchanged}. Refused: {refused}. Files left aside: {aside}.</source>
        <translation>Новых: {new}. Изменено: {changed}. Без изменений: {unchanged}. Отклонено: {refused}. Отложено файлов: {aside}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>New: {role}</source>
        <translation>Новая запись: {role}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Next</source>
        <translation>Следующая</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Next in line</source>
        <translation>Следующие по очереди</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Next in line became winners ({territory}): {awards}.</source>
        <translation>Следующие по очереди признаны победителями ({territory}): {awards}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Next in line became winners ({territory}): {awards}; in place of {codes}.</source>
        <translation>Следующие по очереди признаны победителями ({territory}): {awards}; вместо: {codes}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Next in line: {codes}.</source>
        <translation>Следующие по очереди: {codes}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Next item</source>
        <translation>Следующий вопрос</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Next page</source>
        <translation>Следующая страница</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>Next passage</source>
        <translation>Следующий отрывок</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Next unscored</source>
        <translation>Следующая неоценённая</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Next: item {n}</source>
        <translation>Далее: вопрос {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>No application in this territory</source>
        <translation>На этой территории нет заявок</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/list.py"/>
        <source>No applications yet</source>
        <translation>Заявок пока нет</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>No attachments</source>
        <translation>Приложений нет</translation>
    </message>
    <message>
        <location filename="../../ui/desk/reading.py"/>
        <source>No attachments for members</source>
        <translation>Приложений для членов комиссии нет</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <source>No case stands here</source>
        <translation>Здесь случаев нет</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <source>No central file is open; nothing was done. Open one or make a new one.</source>
        <translation>Центральный файл не открыт; ничего не сделано. Откройте его или создайте новый.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>No chair is elected.</source>
        <translation>Председатель не избран.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>No change of marks within the scale would change the result.</source>
        <translation>Никакое изменение баллов в пределах шкалы не изменило бы результат.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>No change of up to {n} points in total changes the result; larger changes were not all looked at.</source>
        <translation>Никакое изменение в сумме до {n} балл. не меняет результат; бо́льшие изменения рассмотрены не все.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/words.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>No conflict</source>
        <translation>Конфликта нет</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>No conflict of interest: {name}, {application}.</source>
        <translation>Конфликта интересов нет: {name}, {application}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>No conflict with any application</source>
        <translation>Нет конфликта ни по одной заявке</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <source>No contest is chosen; nothing was done. Open a central file and choose a contest.</source>
        <translation>Конкурс не выбран; ничего не сделано. Откройте центральный файл и выберите конкурс.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>No contest yet</source>
        <translation>Конкурсов пока нет</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>No contract came about</source>
        <translation>Договор не состоялся</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>No date can be counted yet</source>
        <translation>Пока ни одну дату нельзя посчитать</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>No difference is shown</source>
        <translation>Различия не показаны</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>No file was brought yet</source>
        <translation>Файлов пока нет</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/flags.py"/>
        <source>No flags</source>
        <translation>Замечаний нет</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>No further line waits for you.</source>
        <translation>Больше ни одна строка вас не ждёт.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>No item is open. An item whose quorum was lost has stopped by itself.</source>
        <translation>Открытого вопроса нет. Вопрос, по которому утрачен кворум, прекращается сам.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/header.py"/>
        <source>No key yet</source>
        <translation>Ключа ещё нет</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>No longer a winner or in line: {application}, {how}, {on}.</source>
        <translation>Больше не победитель и не в очереди: {application}, {how}, {on}.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>No moment lies ahead: the clocks agree</source>
        <translation>Ни один момент не опережает остальные: часы согласованы</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices.py"/>
        <source>No notice of this contest tells that; choose another letter to look at.</source>
        <translation>Такого уведомления в этом конкурсе нет; выберите для просмотра другое письмо.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>No other packet of this contest has the same revision number</source>
        <translation>Ни один другой пакет этого конкурса не имеет того же номера редакции</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>No other winners that the rules allow are better in the rules&apos; order</source>
        <translation>Ни один другой допускаемый правилами состав победителей не стоит выше в порядке правил</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>No packet can be built yet. This is missing:
{lacks}</source>
        <translation>Пакет пока создать нельзя. Не хватает:
{lacks}</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>No packet can be built yet; nothing was changed. This is missing:</source>
        <translation>Пакет пока нельзя создать; ничего не изменено. Не хватает:</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>No packet on this computer yet</source>
        <translation>На этом компьютере ещё нет пакета</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>No packet with this id was built from this central file; nothing was changed.</source>
        <translation>Из этого центрального файла пакет с таким номером не создавался; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>No packet yet</source>
        <translation>Пакета ещё нет</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>No pair stands here</source>
        <translation>Здесь нет ни одной пары</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>No papers</source>
        <translation>Документов нет</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>No passage is marked: compare the two yourself.</source>
        <translation>Отмеченных отрывков нет: сравните обе заявки сами.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>No quorum once the recused are out of the room</source>
        <translation>Нет кворума, когда члены с самоотводом выйдут из зала</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/notices.py"/>
        <source>No result of this contest is stored yet, so there is nothing to tell the applicants. Store it first.</source>
        <translation>Результат этого конкурса ещё не сохранён, поэтому сообщать заявителям нечего. Сначала сохраните его.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/reckoning.py"/>
        <source>No result of this contest is stored yet; there are no marks to save.</source>
        <translation>Результат этого конкурса ещё не сохранён; оценок для сохранения нет.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>No result was taken yet</source>
        <translation>Результат ещё не принят</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_table.py"/>
        <source>No row fits the filter</source>
        <translation>Нет строк, подходящих под фильтр</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/flags.py"/>
        <source>No rule of the contest seems to be broken. People still decide.</source>
        <translation>Нарушений правил конкурса не видно. Решение всё равно принимает человек.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>No sheet, and none is needed: {names}.</source>
        <translation>Листа нет и он не нужен: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>No sheets clash</source>
        <translation>Расхождений в листах нет</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>No sitting is open; nothing was done. Open the packet of the contest first.</source>
        <translation>Заседание не открыто; ничего не сделано. Сначала откройте пакет конкурса.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>No version is approved yet.</source>
        <translation>Пока не утверждена ни одна версия.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>No vote here (absent or conflict of interest): {names}.</source>
        <translation>Без голоса (отсутствуют или конфликт интересов): {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>No winner yet</source>
        <translation>Победителей пока нет</translation>
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
        <translation>№ {number} от {day}</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>Nobody but you can open this central file.</source>
        <translation>Кроме вас, этот центральный файл никто открыть не может.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/encryption.py"/>
        <source>Nobody could open this file: no key is known for its readers. Take their cards first.</source>
        <translation>Этот файл никто не смог бы открыть: ключи его читателей неизвестны. Сначала примите их карточки.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Nobody declared a conflict of interest</source>
        <translation>Никто не заявил о конфликте интересов</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>Nobody is asked about this case again, unless new evidence comes in.</source>
        <translation>Об этом случае больше никого не спросят, если не появятся новые основания.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <source>Nobody is asked about this pair again, on any laptop, in any later revision of the packet. A conflict that the person declares all the same works at once.</source>
        <translation>Об этой паре больше не спросят ни на одном ноутбуке, ни в одной следующей редакции пакета. Если человек всё же заявит конфликт, он подействует сразу.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Nobody is enrolled yet</source>
        <translation>Пока никто не внесён</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Nobody is known yet</source>
        <translation>Пока никто не известен</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>Nobody is named. Choose who follows.</source>
        <translation>Никто не назван. Выберите, кто следует по очереди.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Nobody is next in line</source>
        <translation>Следующих по очереди нет</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Nobody is proposed as chair: only the secretary could open the score sheets. Change a member.</source>
        <translation>Председателем никто не предложен: открыть оценочные листы сможет только секретарь. Измените данные одного из членов комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>Nobody is refused by this. You refuse the duplicate in the screening, where this reason is proposed to you; until then it stays in the list of duplicates to refuse.</source>
        <translation>Этим никто не отклоняется. Дубликат вы отклоняете на странице отбора, где будет предложена эта причина; до тех пор он стоит в списке к отклонению.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Nobody is ticked yet.</source>
        <translation>Пока никто не отмечен.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>Nobody takes the central file away from their own key: somebody has to be left. Nothing was changed.</source>
        <translation>Отозвать доступ у собственного ключа нельзя: кто-то должен остаться. Ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>Nobody votes on a conflict of their own. Take this vote out.</source>
        <translation>О собственном конфликте интересов никто не голосует. Уберите этот голос.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Nobody was named next in line at this sitting, so there is no such decision to write.</source>
        <translation>На этом заседании никто из следующих по очереди победителем не признан, поэтому такого решения нет.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>Nobody was recused</source>
        <translation>Никто не отведён</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Nobody who could follow is in line.</source>
        <translation>В очереди нет никого, кто мог бы стать победителем.</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>Nobody with the id “{id}” is enrolled; no key was taken.</source>
        <translation>Никто с обозначением «{id}» не внесён; ключ не принят.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>Nobody&apos;s attendance is recorded yet. Record it first.</source>
        <translation>Явка ещё не записана. Сначала запишите её.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Not a duplicate…</source>
        <translation>Не дубликат…</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>Not a person: the key in the safe that opens everything if others are lost</source>
        <translation>Не человек: ключ в сейфе, который откроет всё, если другие утеряны</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/asking.py"/>
        <source>Not all score sheets are handed in and complete: {names}. Take them in first, or record how the ranking goes on without them.</source>
        <translation>Не все оценочные листы сданы и заполнены: {names}. Сначала примите их или зафиксируйте, как рейтинг составляется без них.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Not approved yet: no packet can be built. Read the words, then fill in the approval.</source>
        <translation>Ещё не утверждены: пакет создать нельзя. Прочтите текст и заполните сведения об утверждении.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Not decided yet</source>
        <translation>Ещё не определено</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Not declared</source>
        <translation>Не заявлено</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Not declared yet</source>
        <translation>Ещё не заявлено</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Not declared: {n}</source>
        <translation>Не заявлено: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Not known before it is decided about: {names}.</source>
        <translation>Неизвестно, пока не решено по: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Not known before the marks of: {names}.</source>
        <translation>Неизвестно до оценок: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Not opened yet.</source>
        <translation>Заседание ещё не открыто.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Not opened: {names}. Tandau opens packets, score sheets, results, cards and tables.</source>
        <translation>Не открыто: {names}. Программа открывает пакеты, оценочные листы, результаты, карточки и таблицы.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Not possible here: the numbers of marks would stay unequal, or nothing would be left to rank.</source>
        <translation>Здесь невозможно: число оценок останется неравным или нечего будет ранжировать.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Not ranked yet, so not looked at: {names}.</source>
        <translation>Рейтинга ещё нет, поэтому не рассмотрено: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Not ranked: too few marks</source>
        <translation>Вне рейтинга: мало оценок</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>Not saved</source>
        <translation>Не сохранено</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/desk/words.py"/>
        <source>Not scored</source>
        <translation>Не оценена</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Not scored: {n}</source>
        <translation>Не оценено: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Not stored yet</source>
        <translation>Ещё не сохранено</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/words.py"/>
        <source>Not sure</source>
        <translation>Не уверен(а)</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Not sure about one application</source>
        <translation>Не уверен(а) по одной заявке</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <location filename="../../ui/office/register/contract.py"/>
        <source>Note</source>
        <translation>Примечание</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Nothing can be recorded afterwards. The chair then signs the result.</source>
        <translation>После этого ничего записать нельзя. Затем председатель подписывает результат.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/building.py"/>
        <source>Nothing changed since revision {n} of the packet; no new one was built. Copy the one you have.</source>
        <translation>С редакции {n} пакета ничего не изменилось; новая не создана. Скопируйте имеющуюся.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Nothing changed since revision {n}: it is the one in force.</source>
        <translation>С редакции {n} ничего не изменилось: действует она.</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Nothing changed yet</source>
        <translation>Изменений пока нет</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/table.py"/>
        <source>Nothing changes: everything is stored already, or refused. Rows refused: {n}.</source>
        <translation>Ничего не меняется: всё уже сохранено или не принято. Непринятых строк: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Nothing changes: everything is stored already.</source>
        <translation>Ничего не изменится: всё уже сохранено.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Nothing here is recorded or kept: it becomes real only by the commission&apos;s vote and the chair&apos;s act.</source>
        <translation>Здесь ничего не фиксируется и не хранится: решение принимается только голосованием комиссии и действием председателя.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_table.py"/>
        <source>Nothing here yet</source>
        <translation>Здесь пока ничего нет</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Nothing in the lists connects the two.</source>
        <translation>В списках ничто не связывает этих двоих.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Nothing is changed yet.</source>
        <translation>Пока ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>Nothing is different</source>
        <translation>Отличий нет</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Nothing is found</source>
        <translation>Ничего не найдено</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Nothing is left to give. Choose a row to record who left.</source>
        <translation>Свободных мест не осталось. Чтобы записать выбывшего, выберите строку.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Nothing is open any more</source>
        <translation>Нерешённых вопросов нет</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Nothing is open any more. Close the sitting; nothing can be changed then.</source>
        <translation>Нерешённых вопросов нет. Закройте заседание; после этого ничего изменить нельзя.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Nothing is recorded: take the member&apos;s next sheet on the page of the sheets.</source>
        <translation>Ничего не записывается: примите следующий лист члена комиссии на странице листов.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/pairs.py"/>
        <source>Nothing is stored of this person, or the reason is missing; nothing was changed.</source>
        <translation>Об этом лице ничего не сохранено, или не указана причина; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Nothing is tried yet</source>
        <translation>Пока ничего не пробовали</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>Nothing is typed yet. Print the sheet for the member, or type in the one that came back.</source>
        <translation>Пока ничего не введено. Распечатайте лист для члена комиссии или введите заполненный.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>Nothing is written here.</source>
        <translation>Здесь ничего не написано.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>Nothing new: this computer holds as much of this sheet, or more.</source>
        <translation>Нового нет: на этом компьютере столько же из этого листа или больше.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Nothing of this sheet is typed yet; it was not handed in.</source>
        <translation>Из этого листа ещё ничего не введено; он не сдан.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Nothing to compare</source>
        <translation>Сравнивать нечего</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Nothing to hand in</source>
        <translation>Сдавать нечего</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Nothing to show yet</source>
        <translation>Пока нечего показывать</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Nothing was recorded yet</source>
        <translation>Пока ничего не записано</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <location filename="../../desktop/cli/sync.py"/>
        <source>Nothing was stored.</source>
        <translation>Ничего не сохранено.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Nothing works without</source>
        <translation>Без них нельзя</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Notice (kk)</source>
        <translation>Уведомление (каз.)</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Notice (ru)</source>
        <translation>Уведомление (рус.)</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Notice of the result, one for each applicant</source>
        <translation>Уведомление о результате, каждому заявителю отдельно</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Notices to all applicants</source>
        <translation>Уведомления всем заявителям</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Notices to all applicants…</source>
        <translation>Уведомления всем заявителям…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Number in line</source>
        <translation>Номер в очереди</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Number in the register</source>
        <translation>Номер в журнале регистрации</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Number of marks</source>
        <translation>Число оценок</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Number of the document</source>
        <translation>Номер документа</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Number of the protocol</source>
        <translation>Номер протокола</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>OK</source>
        <translation>ОК</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Odd one out</source>
        <translation>Выделяется</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Of these, {sum} KZT are kept for the grants that nobody has in other territories ({n}).</source>
        <translation>Из них {sum} ₸ оставлено на гранты, не присуждённые в других территориях (таких: {n}).</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>Of what</source>
        <translation>Чего именно</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Of {n} people here only these two have this surname (“{a}”, “{b}”), and surnames of its kind seldom repeat in this contest: relatives, for example uncle and nephew, perhaps.</source>
        <translation>Из {n} человек эту фамилию («{a}», «{b}») носят только эти двое, а такие фамилии в этом конкурсе повторяются редко: возможно, родственники, например дядя и племянник.</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <location filename="../../ui/shell/places.py"/>
        <source>Office</source>
        <translation>Канцелярия</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>On a stick or in a folder</source>
        <translation>На USB-носителе или в папке</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>On the line</source>
        <translation>На черте</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>On what ground are the personal data destroyed?</source>
        <translation>На каком основании уничтожаются персональные данные?</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>On your desk</source>
        <translation>На вашем столе</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>One key can&apos;t belong to several people: {names}.</source>
        <translation>Один ключ не может принадлежать нескольким людям: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>One member handed in two sheets that follow the same one and differ. Nothing picks the newer one.</source>
        <translation>Один член комиссии сдал два листа, которые расходятся. Программа сама не выбирает более новый.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>One party a line: the customer, the operator</source>
        <translation>По одной стороне в строке: заказчик, оператор</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>One person or one project twice, shared suppliers and quotes, earlier winners: each with its reason. You decide; nobody is refused without the screening.</source>
        <translation>Один человек или один проект дважды, общие поставщики и ценовые предложения, прежние победители: каждый случай с причиной. Решаете вы; без отбора никто не отклоняется.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>Only play; open no window.</source>
        <translation>Только провести; окно не открывать.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>Only report; store nothing.</source>
        <translation>Только отчёт; ничего не сохранять.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sync.py"/>
        <source>Only show the plan; store nothing.</source>
        <translation>Только показать план; ничего не сохранять.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Only the chair and the secretary may see what the result hangs on.</source>
        <translation>То, от чего зависит результат, могут видеть только председатель и секретарь.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/asking.py"/>
        <source>Only the chair and the secretary may see what the result hangs on. Nothing was computed.</source>
        <translation>То, от чего зависит результат, могут видеть только председатель и секретарь. Ничего не рассчитано.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Only the first {n} are shown. Look for a name, an IIN, a code or words to see the others.</source>
        <translation>Показаны только первые {n}. Чтобы увидеть остальные, ищите по имени, ИИН, коду или словам.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Only the surname is the same (“{a}”, “{b}”). It is common here ({holders} of {n} people): weak alone.</source>
        <translation>Совпадает только фамилия («{a}», «{b}»). Она здесь частая ({holders} из {n}): сама по себе слабый признак.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Only the surname is the same (“{a}”, “{b}”). It is rare here ({holders} of {n} people): relatives, perhaps.</source>
        <translation>Совпадает только фамилия («{a}», «{b}»). Она здесь редкая ({holders} из {n}): возможно, родственники.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>Only this application; may be repeated.</source>
        <translation>Только эта заявка; можно повторять.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/screening.py"/>
        <source>Only those that are undecided and have a flag.</source>
        <translation>Только те, по которым не решено и есть замечания.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>Only {name}, who began, types this sheet; nothing was changed.</source>
        <translation>Этот лист вводит только тот, кто начал: {name}. Ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/agreement.py"/>
        <source>Only {n} applications can be compared; with fewer than {least} nothing can be said.</source>
        <translation>Заявок, которые можно сравнить: {n}; если их меньше {least}, сказать ничего нельзя.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Open a central file</source>
        <translation>Открыть центральный файл</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Open a central file…</source>
        <translation>Открыть центральный файл…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Open a file</source>
        <translation>Открыть файл</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Open a packet first</source>
        <translation>Сначала откройте пакет</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>Open a sheet and show what it says; with --packet its signature is checked too.</source>
        <translation>Открыть лист и показать, что в нём; с --packet проверяется и подпись.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Open it with the key and check every entry.</source>
        <translation>Открыть ключом и проверить каждую запись.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Open questions</source>
        <translation>Нерешённые вопросы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Open questions: {n}</source>
        <translation>Нерешённых вопросов: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Open the central file of the last time</source>
        <translation>Открыть последний центральный файл</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Open the chosen packet</source>
        <translation>Открыть выбранный пакет</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Open the folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Open the next item</source>
        <translation>Открыть следующий вопрос</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <source>Open the packet, declare conflicts of interest, read and score the applications, hand in the score sheet.</source>
        <translation>Открыть пакет, заявить о конфликте интересов, прочитать и оценить заявки, сдать оценочный лист.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Open the sitting</source>
        <translation>Открыть заседание</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Open the sitting, record who is there, elect the chair. Everything is kept for the protocol.</source>
        <translation>Откройте заседание, отметьте присутствующих, изберите председателя. Всё сохраняется для протокола.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Open this item</source>
        <translation>Открыть этот вопрос</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Open: item {n}</source>
        <translation>Открыт: вопрос {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/list.py"/>
        <source>Open: {name}</source>
        <translation>Открыт: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <source>Opening the central file</source>
        <translation>Открытие центрального файла</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <location filename="../../ui/sitting/place.py"/>
        <source>Opening the packet</source>
        <translation>Открытие пакета</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Opening the result</source>
        <translation>Открытие результата</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Opening the sitting</source>
        <translation>Открытие заседания</translation>
    </message>
    <message>
        <location filename="../../ui/shell/session.py"/>
        <source>Opening your workspace</source>
        <translation>Открытие вашей рабочей папки</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>Opening “{name}”</source>
        <translation>Открытие «{name}»</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Opening, quorum, chair</source>
        <translation>Открытие, кворум, председатель</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Operator</source>
        <translation>Оператор</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Operator, in Kazakh</source>
        <translation>Оператор, на казахском</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Operator, in Russian</source>
        <translation>Оператор, на русском</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Order of the groups</source>
        <translation>Порядок групп</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <location filename="../../ui/office/commission/form.py"/>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <location filename="../../ui/shell/ask.py"/>
        <source>Organisation</source>
        <translation>Организация</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Organisation.</source>
        <translation>Организация.</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/beside.py"/>
        <source>Organisation: {organisation}</source>
        <translation>Организация: {organisation}</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Organiser</source>
        <translation>Организатор</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Organiser, in Kazakh</source>
        <translation>Организатор, на казахском</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Organiser, in Russian</source>
        <translation>Организатор, на русском</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Other files…</source>
        <translation>Другие файлы…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Out of the commission for the whole pool</source>
        <translation>Вышли из состава комиссии по всем заявкам</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Out of the room</source>
        <translation>Вне зала</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Out of the room: {names}</source>
        <translation>Вне зала: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>PDF documents</source>
        <translation>Документы PDF</translation>
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
        <translation>Пакет (его отпечаток)</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Packet revision {n}: {id}</source>
        <translation>Пакет, редакция {n}: {id}</translation>
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
        <translation>Пакеты</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Packets are sealed to your key. Unlock it to see the packets of this computer.</source>
        <translation>Пакеты запечатаны для вашего ключа. Откройте его, чтобы увидеть пакеты этого компьютера.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Packets on this computer</source>
        <translation>Пакеты на этом компьютере</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Packets: one contest to score, sealed to its commission.</source>
        <translation>Пакеты: один конкурс для оценки, запечатанный для своей комиссии.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/parity.py"/>
        <location filename="../../models/protocol/reading_back.py"/>
        <source>Page {n} lacks its fingerprint or its number</source>
        <translation>На странице {n} нет отпечатка или номера</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Page {n} of {of}</source>
        <translation>Страница {n} из {of}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>Pairs found: {n}. To look at first: {look}.</source>
        <translation>Найдено пар: {n}. Посмотреть в первую очередь: {look}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Panels won</source>
        <translation>Побед в составах</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Paper</source>
        <translation>Документ</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Paper sheets</source>
        <translation>Бумажные листы</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Paper sheets carry the codes of a packet: build it first.</source>
        <translation>На бумажных листах стоят коды пакета: сначала создайте его.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Paper sheets…</source>
        <translation>Бумажные листы…</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/office/register/page.py"/>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Papers</source>
        <translation>Документы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Papers are written once the result is signed. Until then each can be looked at as a draft.</source>
        <translation>Документы записываются после подписания результата. До этого каждый можно посмотреть как проект.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Papers written into “{folder}”: {n}</source>
        <translation>Записано документов в «{folder}»: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Parent Directory</source>
        <translation>Папка выше</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Part in the contest</source>
        <translation>Роль в конкурсе</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/desk/words.py"/>
        <source>Partly</source>
        <translation>Частично</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Partners</source>
        <translation>Партнёры</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Passphrase</source>
        <translation>Парольная фраза</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>Passphrase: </source>
        <translation>Парольная фраза: </translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>People covered</source>
        <translation>Охват, человек</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>People of the commission</source>
        <translation>Люди комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>People searched for</source>
        <translation>Кого ищем</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/table.py"/>
        <source>People to store: {n}. Rows refused: {refused}. Nothing is stored yet.</source>
        <translation>Людей к сохранению: {n}. Непринятых строк: {refused}. Пока ничего не сохранено.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>People who touch the contest</source>
        <translation>Причастные к конкурсу</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Period</source>
        <translation>Период</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Person</source>
        <translation>Лицо</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/form.py"/>
        <source>Person of the commission</source>
        <translation>Человек в комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Personal data</source>
        <translation>Персональные данные</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>Personal documents never go into a packet; no packet was built.</source>
        <translation>Личные документы никогда не включаются в пакет; пакет не создан.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/reading.py"/>
        <source>Personal papers (identity card, certificates) stay with the organiser&apos;s staff, who have checked them.</source>
        <translation>Личные документы (удостоверение личности, справки) остаются у сотрудников организатора, которые их проверили.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Phone</source>
        <translation>Телефон</translation>
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
        <translation>Место</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Place of the sitting</source>
        <translation>Место заседания</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>Place where it is written</source>
        <translation>Место составления</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Place · total (number of marks)</source>
        <translation>Место · общий балл (число оценок)</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>Places are left free because the votes on a tie decided nothing. Write the reason, for the protocol.</source>
        <translation>Места остаются свободными, потому что голосование при равных баллах решения не дало. Напишите причину для протокола.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>Places left at this tie: {places}. Open the tie again.</source>
        <translation>При этих равных баллах осталось мест: {places}. Откройте голосование заново.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/lot_dialog.py"/>
        <source>Places left: {places}. Applications: {codes}. {point}</source>
        <translation>Осталось мест: {places}. Заявки: {codes}. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>Places left: {places}. Each member present ticks at most as many. Most votes win. {point}</source>
        <translation>Осталось мест: {places}. Каждый присутствующий отмечает не больше этого числа. Проходят набравшие больше голосов. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Plan</source>
        <translation>План</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/application_view.py"/>
        <source>Plan table</source>
        <translation>Таблица плана</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>Play the sample contest with five members, leave every file of the day in a folder, and open the window.</source>
        <translation>Провести учебный конкурс с пятью членами комиссии, оставить все файлы дня в папке и открыть окно.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Points</source>
        <translation>Баллы</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Points by member and criterion</source>
        <translation>Баллы по членам комиссии и критериям</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Points more (milder) or less (stricter) than the panel&apos;s mean</source>
        <translation>На сколько баллов выше (мягче) или ниже (строже) среднего состава</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>Points still missing: {codes}</source>
        <translation>Нет баллов: {codes}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Points without a reason</source>
        <translation>Балл без обоснования</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Points without a reason (marked with *): {n}</source>
        <translation>Баллы без обоснования (отмечены *): {n}</translation>
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
        <translation>Должность</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Position and name, or the body</source>
        <translation>Должность и имя или орган</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Position of who signs</source>
        <translation>Должность подписывающего</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Position.</source>
        <translation>Должность.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Preparing the paper</source>
        <translation>Подготовка документа</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Preparing the protocol</source>
        <translation>Подготовка протокола</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Preparing “{name}” for the screen</source>
        <translation>Подготовка «{name}» к показу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Press “Compute”. For thousands of applications it takes minutes.</source>
        <translation>Нажмите «Рассчитать». Для тысяч заявок это займёт несколько минут.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Preview of the protocol</source>
        <translation>Просмотр протокола</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Previous</source>
        <translation>Предыдущая</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Previous page</source>
        <translation>Предыдущая страница</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>Previous passage</source>
        <translation>Предыдущий отрывок</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Print the sheet…</source>
        <translation>Распечатать лист…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/app.py"/>
        <source>Print the version.</source>
        <translation>Показать версию.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Prize places that nobody has: {n}.</source>
        <translation>Нераспределённых призовых мест: {n}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>Probable but not declared: {undeclared}; declared but nothing supports it: {unsupported}; declared and found: {agreed}; decided: {decided}.</source>
        <translation>Вероятно, но не заявлено: {undeclared}; заявлено, но ничем не подтверждается: {unsupported}; заявлено и найдено: {agreed}; решено: {decided}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>Probable, but not declared</source>
        <translation>Вероятно, но не заявлено</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Problems found</source>
        <translation>Найденные ошибки</translation>
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
        <translation>Профиль из файла</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Profile from a file…</source>
        <translation>Профиль из файла…</translation>
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
        <translation>Проект</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/hand_in.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/desk/words.py"/>
        <source>Project title</source>
        <translation>Название проекта</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Proposed by the ranking: {n}; grants: {grants}. Nobody has won yet.</source>
        <translation>Предложено рейтингом: {n}; грантов: {grants}. Пока никто не победил.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Proposed by the ranking: {n}; prize places: {places}. Nobody has won yet.</source>
        <translation>Предложено рейтингом: {n}; призовых мест: {places}. Пока никто не победил.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/form.py"/>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Proposed chair</source>
        <translation>Предложен председателем</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Protocol</source>
        <translation>Протокол</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Protocol No. {number} of {day}</source>
        <translation>Протокол № {number} от {day}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Protocol and result</source>
        <translation>Протокол и результат</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Protocol of the selection…</source>
        <translation>Протокол отбора…</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>Protocol of the technical selection</source>
        <translation>Протокол технического отбора</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>Protocol of the technical selection for publishing</source>
        <translation>Протокол технического отбора для опубликования</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>Protocol № {number} is taken: an earlier sitting has it. Give another number.</source>
        <translation>Номер протокола {number} занят: он у более раннего заседания. Дайте другой номер.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Public key: {key}</source>
        <translation>Открытый ключ: {key}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Public: without personal details</source>
        <translation>Для опубликования: без персональных данных</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Put an application out…</source>
        <translation>Исключить заявку из рейтинга…</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/form.py"/>
        <source>Put into the list</source>
        <translation>Внести в список</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Put it aside</source>
        <translation>Отложить</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Put out: {application}</source>
        <translation>Исключить из рейтинга: {application}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Put out: {application}, {remark}.</source>
        <translation>Исключена из рейтинга: {application}, {remark}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Put to the vote and not carried: “{motion}”</source>
        <translation>Вынесено на голосование и не принято: «{motion}»</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Questionnaire</source>
        <translation>Анкета</translation>
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
        <translation>Кворум: нет, решать ничего нельзя. В зале: {here}; нужно: {needed}; вне зала: {out}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Quorum: no. Members: {members}; taking part: {here}; needed: {needed}. {point}</source>
        <translation>Кворума нет. Членов: {members}; участвуют: {here}; нужно: {needed}. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Quorum: yes. In the room: {here}; needed: {needed}; out: {out}.</source>
        <translation>Кворум: есть. В зале: {here}; нужно: {needed}; вне зала: {out}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Quorum: yes. Members: {members}; taking part: {here}; needed: {needed}. {point}</source>
        <translation>Кворум есть. Членов: {members}; участвуют: {here}; нужно: {needed}. {point}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>Quota “{name}”: winners at most {n}. Name fewer of this group.</source>
        <translation>Квота «{name}»: победителей не более {n}. Назовите из этой группы меньше.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Quota: {name}</source>
        <translation>Квота: {name}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/count.py"/>
        <source>Rank a table (application, member, criterion, points) by a profile&apos;s rule. An empty points cell is a missing mark.</source>
        <translation>Построить рейтинг по таблице (application, member, criterion, points) и правилу профиля. Пустая ячейка points – невыставленная оценка.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>Rank by the mean of the valid marks</source>
        <translation>Рейтинг строится по среднему учтённых оценок</translation>
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
        <translation>Прочитать заново</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Read aloud: {figures}</source>
        <translation>Прочитайте вслух: {figures}</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Read declarations from score sheets</source>
        <translation>Прочитать заявления из оценочных листов</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Read declarations…</source>
        <translation>Прочитать заявления…</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Read the application</source>
        <translation>Читать заявку</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>Read the passphrase from the first line of this file (else TANDAU_PASSPHRASE, else you are asked).</source>
        <translation>Прочитать парольную фразу из первой строки этого файла (иначе TANDAU_PASSPHRASE, иначе вас спросят).</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Read the table</source>
        <translation>Прочитать таблицу</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Read the words of the key aloud to its owner: only that proves whose card it is.</source>
        <translation>Прочитайте слова ключа вслух его владельцу: только это доказывает, чья это карточка.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Readers: {names}</source>
        <translation>Могут открыть: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/work.py"/>
        <location filename="../../ui/office/screening/work.py"/>
        <source>Reading the application</source>
        <translation>Чтение заявки</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <location filename="../../ui/office/place.py"/>
        <source>Reading the central file</source>
        <translation>Чтение центрального файла</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Reading the history</source>
        <translation>Чтение истории</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Reading the marks</source>
        <translation>Читаются оценки</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Reading the paper sheets</source>
        <translation>Чтение бумажных листов</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Reading the profile</source>
        <translation>Чтение профиля</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Reading the profiles</source>
        <translation>Чтение профилей</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Reading the register</source>
        <translation>Чтение реестра</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Reading the revision</source>
        <translation>Чтение редакции</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <source>Reading the score sheets</source>
        <translation>Чтение оценочных листов</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Reading the stored results</source>
        <translation>Читаются сохранённые результаты</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Reading the table</source>
        <translation>Чтение таблицы</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Reading the typed sheet</source>
        <translation>Чтение введённого листа</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>Reading your packets</source>
        <translation>Чтение ваших пакетов</translation>
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
        <translation>Обоснование</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Reason and cure</source>
        <translation>Причина и что делать</translation>
    </message>
    <message>
        <location filename="../../ui/desk/points.py"/>
        <source>Reason for {criterion}</source>
        <translation>Обоснование: {criterion}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Reason of the correction</source>
        <translation>Причина исправления</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Reason of the member, for the protocol</source>
        <translation>Обоснование члена комиссии – для протокола</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>Reason on the paper</source>
        <translation>Обоснование на бумаге</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>Reason on the paper: {text}</source>
        <translation>Обоснование на бумаге: {text}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Reason, for the protocol</source>
        <translation>Обоснование – для протокола</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>Reason, for the record</source>
        <translation>Причина, для записи</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Reason, where the order is not kept, leaves a choice or savings are given</source>
        <translation>Обоснование, если порядок не соблюдён, остаётся выбор или называют за счёт экономии</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Reason, where the winners differ from the proposal</source>
        <translation>Обоснование, если победители отличаются от предложения</translation>
    </message>
    <message>
        <location filename="../../ui/desk/points.py"/>
        <source>Reason: why so many points</source>
        <translation>Обоснование: почему столько баллов</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Reasons</source>
        <translation>Причины</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Reasons from the flags</source>
        <translation>Причины из замечаний</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Recent folders</source>
        <translation>Последние папки</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Record</source>
        <translation>Записать</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Record another election</source>
        <translation>Записать новое избрание</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <source>Record attendance, take the score sheets in, settle ties, name the winners, issue the protocol.</source>
        <translation>Записать явку, принять оценочные листы, решить вопрос равных баллов, определить победителей, оформить протокол.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Record for good</source>
        <translation>Записать навсегда</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Record the attendance</source>
        <translation>Записать явку</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Record the choice</source>
        <translation>Записать выбор</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/contract.py"/>
        <source>Record the contract</source>
        <translation>Записать договор</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Record the decision</source>
        <translation>Записать решение</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Record the decision of the commission</source>
        <translation>Записать решение комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Record the election</source>
        <translation>Записать избрание</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Record the new mark</source>
        <translation>Записать новую оценку</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Record the opinion</source>
        <translation>Записать мнение</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Record the points</source>
        <translation>Записать балл</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Record the reason</source>
        <translation>Записать обоснование</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>Record the vote</source>
        <translation>Записать голосование</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/dialog.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Record the vote without a decision</source>
        <translation>Записать голосование без решения</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Record this way</source>
        <translation>Записать этот способ</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Record who left…</source>
        <translation>Зафиксировать, кто выбыл…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Recorded by</source>
        <translation>Записал(а)</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Recorded. Nobody is asked about this case again.</source>
        <translation>Записано. Об этом случае больше никого не спросят.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Recorded. Nobody is asked about this pair again; it goes out with the next packet revision.</source>
        <translation>Записано. Об этой паре больше никого не спросят; решение уйдёт со следующей редакцией пакета.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Recorded. Nobody is refused yet: refuse the duplicate in the screening.</source>
        <translation>Записано. Пока никто не отклонён: отклоните дубликат на странице отбора.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Recorded. Nothing further in this list waits for a decision.</source>
        <translation>Записано. В этом списке больше нет заявок, ожидающих решения.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Recorded. Now name who is next in line.</source>
        <translation>Зафиксировано. Теперь назовите следующего по очереди.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Recording</source>
        <translation>Запись</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Recording the contract</source>
        <translation>Запись договора</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <location filename="../../ui/office/duplicates/work.py"/>
        <location filename="../../ui/office/screening/work.py"/>
        <source>Recording the decision</source>
        <translation>Запись решения</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <source>Recording the declaration</source>
        <translation>Запись заявления</translation>
    </message>
    <message>
        <location filename="../../ui/office/words.py"/>
        <source>Recovery key</source>
        <translation>Ключ восстановления</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Recused</source>
        <translation>Самоотвод</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Refuse in the screening…</source>
        <translation>Отклонить при отборе…</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Refuse {code}</source>
        <translation>Отклонить заявку {code}</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Refused because</source>
        <translation>Отклонена, потому что</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Refused rows are not stored: correct them in the table and take it in again.</source>
        <translation>Отклонённые строки не сохраняются: исправьте их в таблице и примите её ещё раз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Refused, not stored: {n}. Correct these rows in the table and take it in again.</source>
        <translation>Отклонено и не сохранено строк: {n}. Исправьте их в таблице и примите её ещё раз.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Refuse…</source>
        <translation>Отклонить…</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Register</source>
        <translation>Реестр</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>Register of contracts</source>
        <translation>Реестр договоров</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Register of grants</source>
        <translation>Реестр грантов</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Registration</source>
        <translation>Регистрация</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/flags.py"/>
        <source>Regulation</source>
        <translation>Положение</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Remark</source>
        <translation>Примечание</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Remark (kk)</source>
        <translation>Пометка (каз.)</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Remark (ru)</source>
        <translation>Пометка (рус.)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tied_dialog.py"/>
        <source>Remark for the protocol (not required)</source>
        <translation>Примечание для протокола (необязательно)</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Remark, or what does not fit</source>
        <translation>Примечание или что не подходит</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Remark: {text}</source>
        <translation>Примечание: {text}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Remarks</source>
        <translation>Замечания</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Removed</source>
        <translation>Исключена</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Replaced</source>
        <translation>Заменён</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Republic of Kazakhstan</source>
        <translation>Республика Казахстан</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Resampled panels counted</source>
        <translation>Подсчитано случайных составов</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Results appendix for publishing</source>
        <translation>Приложение с результатами для опубликования</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>Results appendix: every mark and the arithmetic of every total</source>
        <translation>Приложение с результатами: все баллы и расчёт каждого общего балла</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Results: {results}; winners: {winners}</source>
        <translation>Результатов: {results}; победителей: {winners}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Retry</source>
        <translation>Повторить</translation>
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
        <translation>Редакция пакета</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Revision of the packet: {n}; on this laptop since {day}.</source>
        <translation>Редакция пакета: {n}; на этом ноутбуке с {day}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Revision {n} can be built once every change has its reason. Without a reason: {left}.</source>
        <translation>Редакцию {n} можно создать, когда у каждого изменения будет причина. Без причины: {left}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Revision {n} can be built.</source>
        <translation>Редакцию {n} можно создать.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Revision {n} of the packet is built: {name}. Give every member a copy.</source>
        <translation>Редакция {n} пакета создана: {name}. Передайте копию каждому члену комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>Revision {n} of the sheet. The reason: {reason}</source>
        <translation>Редакция листа {n}. Причина: {reason}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Revision {n}, built {at:%Y-%m-%d %H:%M} UTC</source>
        <translation>Редакция {n}, создана {at:%Y-%m-%d %H:%M} UTC</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Revision: {n}</source>
        <translation>Редакция: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Revisions built</source>
        <translation>Созданные редакции</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/form.py"/>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/table.py"/>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Row</source>
        <translation>Строка</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <source>Row in the first</source>
        <translation>Строка в первом</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <source>Row in the second</source>
        <translation>Строка во втором</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>Row {row}, {code}: {kind}</source>
        <translation>Строка {row}, {code}: {kind}</translation>
    </message>
    <message>
        <location filename="../../models/intake/parts.py"/>
        <source>Rows of plan or budget were left out: the table has no application {codes}.</source>
        <translation>Строки плана или бюджета не взяты: в таблице нет заявки {codes}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/table.py"/>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Rows of the table</source>
        <translation>Строки таблицы</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Rows taken for headings: {rows}.</source>
        <translation>Строки, принятые за заголовки: {rows}.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_table.py"/>
        <source>Rows: {n}</source>
        <translation>Строк: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Rule</source>
        <translation>Правило</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Rules of the contest</source>
        <translation>Правила конкурса</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Rules of the profile</source>
        <translation>Правила профиля</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>Rules, commission and applications are those of the packet that it names</source>
        <translation>Правила, комиссия и заявки – те же, что в пакете, который назван в файле</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <location filename="../../ui/office/search_page.py"/>
        <source>Save as a table</source>
        <translation>Сохранить таблицей</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <location filename="../../ui/office/duplicates/page.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Save as a table…</source>
        <translation>Сохранить таблицей…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Save it on a USB stick and keep the stick in the organiser&apos;s safe. Write the passphrase on paper and keep it in a sealed envelope in another place: together they open everything. Nobody can restore the passphrase.</source>
        <translation>Сохраните его на USB-носитель и держите носитель в сейфе организатора. Парольную фразу запишите на бумаге и храните в запечатанном конверте в другом месте: вместе они открывают всё. Восстановить парольную фразу не сможет никто.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/place.py"/>
        <source>Save my card</source>
        <translation>Сохранить мою карточку</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>Save my card…</source>
        <translation>Сохранить мою карточку…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Save the file again…</source>
        <translation>Сохранить файл ещё раз…</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Save the marks</source>
        <translation>Сохранить оценки</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Save the marks…</source>
        <translation>Сохранить оценки…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Save the matrix of marks</source>
        <translation>Сохранить таблицу оценок</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>Save the page to sign</source>
        <translation>Сохранить лист на подпись</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>Save the page to sign (PDF)…</source>
        <translation>Сохранить лист на подпись (PDF)…</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Save the register of grants</source>
        <translation>Сохранить реестр грантов</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Save the register of grants…</source>
        <translation>Сохранить реестр грантов…</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Save the register…</source>
        <translation>Сохранить реестр…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Save the result</source>
        <translation>Сохранить результат</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Save the sheet again…</source>
        <translation>Сохранить лист ещё раз…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>Saved</source>
        <translation>Сохранено</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Saving the marks</source>
        <translation>Оценки сохраняются</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Saving the register</source>
        <translation>Сохранение реестра</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Saving your sheet</source>
        <translation>Сохранение вашего листа</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Savings make further winners only where the operator consents: the reason says when and by what.</source>
        <translation>За счёт экономии дополнительных победителей называют только с согласия оператора: в обосновании указываются дата и документ согласия.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Say for every applicant whether you have a conflict of interest. An application opens for reading only after “no conflict”. Fast: select all, choose “No conflict”, then mark the exceptions.</source>
        <translation>Заявите по каждому заявителю, есть ли у вас конфликт интересов. Заявка открывается для чтения только после «конфликта нет». Быстро: выделите все, выберите «Конфликта нет», затем отметьте исключения.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>Say what differs from the paper; the line was not sent back.</source>
        <translation>Напишите, чем строка отличается от бумаги; строка не возвращена.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Say what the note is based on; packet and protocol carry it.</source>
        <translation>Укажите основание отметки; оно войдёт в пакет и протокол.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/central.py"/>
        <source>Say which contest is meant by --contest. There are:
{contests}</source>
        <translation>Укажите через --contest, какой конкурс имеется в виду. Есть:
{contests}</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Say why; the history keeps the reason. Decisions stay, and the roster stays as it is.</source>
        <translation>Назовите причину; она останется в истории. Решения остаются, состав не меняется.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>Scale: {low}–{high}</source>
        <translation>Шкала: {low}–{high}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Scenario</source>
        <translation>Вариант</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Scenarios</source>
        <translation>Варианты</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Scenarios in which it is tied on the cut line</source>
        <translation>Варианты, в которых она делит черту отбора</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Scenarios won</source>
        <translation>Побед в вариантах</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Score</source>
        <translation>Оценка</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Score every application alone, by the approved criteria. Open one with Enter or a double click; every keystroke is kept at once on this computer.</source>
        <translation>Оценивайте каждую заявку самостоятельно, по утверждённым критериям. Заявка открывается клавишей Enter или двойным щелчком; каждое нажатие сразу сохраняется на этом компьютере.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Score sheets</source>
        <translation>Оценочные листы</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/form.py"/>
        <source>Score sheets are sealed to the proposed chair too.</source>
        <translation>Оценочные листы запечатываются и для предложенного председателя.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Score sheets by member</source>
        <translation>Оценочные листы по членам комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Score sheets do not open with your key: they are sealed to the secretary and the proposed chair. Hold the sitting on the laptop of one of them: {names}. You can look here.</source>
        <translation>Оценочные листы вашим ключом не открываются: они запечатаны для секретаря и предложенного председателя. Проводите заседание на ноутбуке одного из них: {names}. Здесь можно только смотреть.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>Score sheets: one member&apos;s complete statement.</source>
        <translation>Оценочные листы: полное заявление одного члена комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/desk/words.py"/>
        <source>Scored</source>
        <translation>Оценена</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Scored: {n} of {of}</source>
        <translation>Оценено: {n} из {of}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Scored: {n} of {of}; closed for a conflict of interest: {closed}</source>
        <translation>Оценено: {n} из {of}; закрыто из-за конфликта интересов: {closed}</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>Scores and votes</source>
        <translation>Ставит баллы и голосует</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Screening</source>
        <translation>Технический отбор</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Search again</source>
        <translation>Искать заново</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Searched by</source>
        <translation>По чему ищем</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <source>Searching for conflicts of interest</source>
        <translation>Поиск конфликтов интересов</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/work.py"/>
        <source>Searching for duplicates</source>
        <translation>Поиск дубликатов</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/beside.py"/>
        <source>Second application</source>
        <translation>Вторая заявка</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Second statements</source>
        <translation>Вторые заявления</translation>
    </message>
    <message>
        <location filename="../../ui/office/words.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Secretary</source>
        <translation>Секретарь</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Section</source>
        <translation>Раздел</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Select All</source>
        <translation>Выделить всё</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Select all</source>
        <translation>Выделить все</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/app.py"/>
        <source>Select the winners of a small-grant contest. Without a command the window opens.</source>
        <translation>Выбор победителей конкурса малых грантов. Без команды открывается окно.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Selected: {n}. Not declared yet: {left}.</source>
        <translation>Выделено: {n}. Ещё не заявлено: {left}.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Selection of small grants</source>
        <translation>Отбор победителей конкурса малых грантов</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Send back…</source>
        <translation>Вернуть…</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Send {code} back for mending</source>
        <translation>Вернуть заявку {code} на доработку</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>Sent back: {note}</source>
        <translation>Возвращено: {note}</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Set the date</source>
        <translation>Задать дату</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Set the date of the organiser&apos;s contract above.</source>
        <translation>Задайте выше дату договора организатора.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Set up an empty database</source>
        <translation>Подготовить пустую базу</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <source>Set up the contest, enrol the commission, take applications in, screen them, build the packet, keep the results.</source>
        <translation>Подготовить конкурс, внести состав комиссии, принять заявки, провести технический отбор, создать пакет, хранить результаты.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Setting the paper sheet</source>
        <translation>Подготовка бумажного листа</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>Setting the protocol again gives the same file, byte by byte</source>
        <translation>Повторное составление протокола даёт тот же файл, байт в байт</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Settle a clash</source>
        <translation>Разрешить расхождение</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Settle the selected one…</source>
        <translation>Разрешить выбранное…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Settled on the page</source>
        <translation>На какой странице решается</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>Settled: {codes} refused or withdrawn.</source>
        <translation>Улажено: {codes} – отклонено или отозвано.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/contract.py"/>
        <source>Several are next in line for a grant that became free, and nothing tells them apart: the commission decides between them, and its decision is the reason.</source>
        <translation>На освободившийся грант следующими по очереди стоят несколько заявок, и ничто их не различает: между ними решает комиссия, её решение и есть основание.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>Several contacts are shared under different surnames: spouses, perhaps.</source>
        <translation>Фамилии разные, но общих контактов несколько: возможно, супруги.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Severity</source>
        <translation>Строгость</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <source>Severity by member</source>
        <translation>Строгость по членам</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Share of marks that are the best of the scale</source>
        <translation>Доля высших баллов шкалы</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Share of the resampled panels under which it wins for certain</source>
        <translation>Доля случайных составов, при которых она побеждает наверняка</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Sheet of {at}, revision {n}, fingerprint {sha}…</source>
        <translation>Лист от {at}, редакция {n}, отпечаток {sha}…</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Sheet with the applications</source>
        <translation>Лист с заявками</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>Sheet with the plans: {plan}. Sheet with the budgets: {budget}. Not read: {others}.</source>
        <translation>Лист с планами: {plan}. Лист с бюджетами: {budget}. Не читается: {others}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Sheets taken: {new}; already there: {old}; refused: {refused}.</source>
        <translation>Листов принято: {new}; уже были: {old}; отклонено: {refused}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>Sheets taken: {n}</source>
        <translation>Принято листов: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Sheets that appear on a USB stick or a share are then taken by themselves.</source>
        <translation>Листы, появившиеся на USB-носителе или в общей папке, принимаются сами.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Short description</source>
        <translation>Краткое описание</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Show Details...</source>
        <translation>Подробнее…</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_table.py"/>
        <source>Show all rows</source>
        <translation>Показать все строки</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Show details</source>
        <translation>Показать подробно</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Show hidden files</source>
        <translation>Показывать скрытые файлы</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Show how a contest stands: rules, dates, commission, applications, packets.</source>
        <translation>Показать состояние конкурса: правила, сроки, комиссия, заявки, пакеты.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>Show the mirror lists of this central file instead.</source>
        <translation>Показать вместо этого зеркальные списки этого центрального файла.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>Show the public key of a card or key file, with the figures to read aloud.</source>
        <translation>Показать открытый ключ карточки или файла ключа с цифрами для чтения вслух.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/flags.py"/>
        <source>Show the rule</source>
        <translation>Показать правило</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Show the sittings on this laptop</source>
        <translation>Показать заседания на этом ноутбуке</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/count.py"/>
        <source>Show the steps of every total.</source>
        <translation>Показать шаги подсчёта каждого общего балла.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/count.py"/>
        <source>Show the steps of this application; repeatable.</source>
        <translation>Показать шаги подсчёта этой заявки; можно повторять.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Show what is missing</source>
        <translation>Показать, чего не хватает</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Show whom a packet is for; with --inside and a key also the contest and its changes.</source>
        <translation>Показать, для кого пакет; с --inside и ключом также конкурс и его изменения.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Side by side</source>
        <translation>Рядом</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Sign and hand in…</source>
        <translation>Подписать и сдать…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Sign the result…</source>
        <translation>Подписать результат…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Signed</source>
        <translation>Подписано</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>Signed by the key {fingerprint}</source>
        <translation>Подписано ключом {fingerprint}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Signed by the secretary</source>
        <translation>Подписал секретарь</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/contract.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Signed on</source>
        <translation>Дата подписания</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Signed. Fingerprint of the data: {sha}. Now write the protocol.</source>
        <translation>Подписано. Отпечаток данных: {sha}. Теперь запишите протокол.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Signing the result</source>
        <translation>Подписание результата</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Signing your sheet</source>
        <translation>Подписание вашего листа</translation>
    </message>
    <message>
        <location filename="../../models/intake/unseen.py"/>
        <source>Signs that nobody sees (direction of writing, spaces of no width) were left out: {n}</source>
        <translation>Невидимые знаки (направление письма, пробелы нулевой ширины) убраны: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py"/>
        <location filename="../../ui/sitting/place.py"/>
        <source>Sitting</source>
        <translation>Заседание</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Sitting No. {number} of {day}: closed, not signed yet.</source>
        <translation>Заседание № {number} от {day}: закрыто, результат ещё не подписан.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Sitting No. {number} of {day}: closed, the result is signed.</source>
        <translation>Заседание № {number} от {day}: закрыто, результат подписан.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Sitting No. {number} of {day}: under way.</source>
        <translation>Заседание № {number} от {day}: идёт.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>Sitting of the commission</source>
        <translation>Заседание комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Sittings on this laptop</source>
        <translation>Заседания на этом ноутбуке</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>Sittings: sheets laid together.</source>
        <translation>Заседания: сведённые листы.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <location filename="../../ui/shell/welcome.py"/>
        <source>Size of text</source>
        <translation>Размер текста</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <location filename="../../ui/shell/welcome.py"/>
        <source>Size of text: {n} %</source>
        <translation>Размер текста: {n} %</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>Smaller</source>
        <translation>Уменьшить</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Social problem</source>
        <translation>Социальная проблема</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Some points missing: {n}</source>
        <translation>Не все баллы: {n}</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>Somebody else changed the same data in “{name}” at this moment. Nothing of yours was changed; look at the new state and do it again.</source>
        <translation>В этот момент кто-то другой изменил те же данные в «{name}». Ваши изменения не внесены; посмотрите новое состояние и повторите.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Somebody leaves, or another key or role takes the place of the one before. The packet says why.</source>
        <translation>Кто-то выбывает либо прежний ключ или роль заменяется. Причина будет указана в пакете.</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>Somebody leaves, or another key or role takes the place of the one before: that needs a reason. Nothing was changed.</source>
        <translation>Кто-то выбывает либо прежний ключ или роль заменяется: нужна причина. Ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>Somebody votes twice. Keep one vote for each member.</source>
        <translation>Кто-то голосует дважды. Оставьте по одному голосу каждого члена комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Something is missing in your sheet. Hand it in all the same?</source>
        <translation>В вашем листе чего-то не хватает. Всё равно сдать?</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Source</source>
        <translation>Источник</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Special opinion of {name}: {text}</source>
        <translation>Особое мнение, {name}: {text}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Special opinions: {opinions}</source>
        <translation>Особые мнения: {opinions}</translation>
    </message>
    <message>
        <location filename="../../ui/office/words.py"/>
        <source>Staff</source>
        <translation>Сотрудник</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Standing</source>
        <translation>Итог</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Stands now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/app.py"/>
        <source>Start everything without a window and print OK.</source>
        <translation>Запустить всё без окна и вывести OK.</translation>
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
        <translation>Состояние</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>State of the key</source>
        <translation>Состояние ключа</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>Statement</source>
        <translation>Заявление</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Statement of {name}: took no part in any application; conflict of interest in {codes}.</source>
        <translation>Заявление: {name} – участия ни по одной заявке не принимал(а); конфликт интересов: {codes}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Statement of {name}: took no part in {codes}.</source>
        <translation>Заявление: {name} – участия по {codes} не принимал(а).</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>Step {n}</source>
        <translation>Шаг {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>Still equal at the cut</source>
        <translation>Всё ещё равны на черте отбора</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>Still in the room with a conflict of interest about this item: {names}. Record that they left, then vote.</source>
        <translation>В зале ещё находятся члены комиссии с конфликтом интересов по этому вопросу: {names}. Запишите их выход, затем голосуйте.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Still missing for a packet:
{list}</source>
        <translation>Для пакета ещё не хватает:
{list}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Still missing: {names}.</source>
        <translation>Ещё не поступили: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>Still missing: {what}. Nothing was recorded.</source>
        <translation>Не хватает: {what}. Ничего не записано.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Still open: {n}. Open a line to go where it is settled.</source>
        <translation>Не решено: {n}. Откройте строку, чтобы перейти туда, где это решается.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Stop and close</source>
        <translation>Остановить и закрыть</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Stop the item</source>
        <translation>Прекратить вопрос</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Stop the item…</source>
        <translation>Прекратить вопрос…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/strip.py"/>
        <source>Stop the work</source>
        <translation>Остановить работу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Stop watching</source>
        <translation>Прекратить слежение</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Stopped: {title}. Nothing was changed. To go on, do the same again or open the page anew.</source>
        <translation>Остановлено: {title}. Ничего не изменено. Чтобы продолжить, повторите то же действие или откройте страницу заново.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/strip.py"/>
        <source>Stopping…</source>
        <translation>Останавливается…</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Store</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Store the commission</source>
        <translation>Сохранить состав комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Store the result</source>
        <translation>Сохранить результат</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Store what the report shows</source>
        <translation>Сохранить показанное в отчёте</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Stored now</source>
        <translation>Сохранено сейчас</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Stored results</source>
        <translation>Сохранённые результаты</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Stored results of this contest: {n}</source>
        <translation>Сохранённых результатов этого конкурса: {n}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/selfcheck.py"/>
        <source>Stored sums that are not what their marks come to: {n}.</source>
        <translation>Записанных сумм, не совпадающих со своими оценками: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Stored. New: {new}. Changed: {changed}.</source>
        <translation>Сохранено. Новых: {new}. Изменено: {changed}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Stored. The lists are searched anew.</source>
        <translation>Сохранено. Списки ищутся заново.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Stored; people: {n}. The lists are searched anew.</source>
        <translation>Сохранено; человек: {n}. Списки ищутся заново.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Storing the applications</source>
        <translation>Сохранение заявок</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Storing the commission</source>
        <translation>Сохранение состава комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <source>Storing the contacts</source>
        <translation>Сохранение контактов</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Storing the contract date</source>
        <translation>Сохранение даты договора</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Storing the number</source>
        <translation>Сохранение числа</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <source>Storing the person</source>
        <translation>Сохранение человека</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Storing the result</source>
        <translation>Сохранение результата</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <source>Strength</source>
        <translation>Сила</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>Strict and mild members moved to the mean and spread of the panel</source>
        <translation>Строгие и мягкие члены приведены к среднему и разбросу состава</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>Strict and mild members moved to the mean of the panel</source>
        <translation>Строгие и мягкие члены приведены к среднему состава</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>Submitted</source>
        <translation>Подана</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Sum</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/award_rows.py"/>
        <source>Sum awarded to {application}, KZT</source>
        <translation>Сумма для {application}, тенге</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Sum of points by member and application</source>
        <translation>Сумма баллов по членам и заявкам</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/application_view.py"/>
        <source>Sum of the table</source>
        <translation>Итого по таблице</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/reports.py"/>
        <location filename="../../ui/office/register/contract.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Sum, KZT</source>
        <translation>Сумма, тенге</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Suppose it</source>
        <translation>Предположить</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <location filename="../../ui/office/commission/form.py"/>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <location filename="../../ui/office/conflicts/table.py"/>
        <location filename="../../ui/shell/ask.py"/>
        <source>Surname, name, patronymic</source>
        <translation>Фамилия, имя, отчество</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Sustainability</source>
        <translation>Устойчивость</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>Table</source>
        <translation>Таблица</translation>
    </message>
    <message>
        <location filename="../../ui/shell/kinds.py"/>
        <source>Tables</source>
        <translation>Таблицы</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/duplicates.py"/>
        <source>Tables of applications: XLSX, XLS or CSV.</source>
        <translation>Таблицы заявок: XLSX, XLS или CSV.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Take a result</source>
        <translation>Принять результат</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Take a result…</source>
        <translation>Принять результат…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>Take a table of applications and its attachments into a central file: the report first, then stored.</source>
        <translation>Принять таблицу заявок с приложениями в центральный файл: сначала отчёт, затем сохранение.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/list.py"/>
        <source>Take a table of applications in first: the step before.</source>
        <translation>Сначала примите таблицу заявок: предыдущий шаг.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Take a typed sheet…</source>
        <translation>Взять введённый лист…</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Take access away…</source>
        <translation>Отозвать доступ…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Take all out</source>
        <translation>Убрать все</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Take cards</source>
        <translation>Принять карточки</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Take cards…</source>
        <translation>Принять карточки…</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>Take it</source>
        <translation>Взять</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>Take it away</source>
        <translation>Отозвать доступ</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Take out what is stored of {name}?</source>
        <translation>Убрать то, что сохранено о человеке: {name}?</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Take out…</source>
        <translation>Вывести…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>Take the applicants&apos; addresses from this file.</source>
        <translation>Взять адреса заявителей из этого файла.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/page.py"/>
        <source>Take the applications in from a table and a folder. You see a report of every row first; nothing is stored until you say so, and doing it twice changes nothing.</source>
        <translation>Примите заявки из таблицы и папки. Сначала вы видите отчёт по каждой строке; без вашего решения ничего не сохраняется, а повторный приём ничего не меняет.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Take the cards of the members, or add people first and take their cards later.</source>
        <translation>Примите карточки членов комиссии или сначала добавьте людей, а карточки примите позже.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>Take the central file away from this key: {name}?</source>
        <translation>Отозвать доступ к центральному файлу у этого ключа: {name}?</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Take the criteria from a profile file</source>
        <translation>Взять критерии из файла профиля</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Take the line</source>
        <translation>Принять строку</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Take them from a profile file…</source>
        <translation>Взять из файла профиля…</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Taken out. The lists are searched anew.</source>
        <translation>Убрано. Списки ищутся заново.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Taken out: {names}.</source>
        <translation>Исключаются оценки: {names}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>Taking a person out of the commission needs a reason; nothing was changed.</source>
        <translation>Чтобы вывести человека из состава комиссии, нужна причина; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>Taking access away</source>
        <translation>Отзыв доступа</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>Taking score sheets in</source>
        <translation>Приём оценочных листов</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <source>Taking the person out</source>
        <translation>Удаление человека</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <location filename="../../ui/shell/dialogs.py"/>
        <location filename="../../ui/shell/main_window.py"/>
        <location filename="../../ui/sitting/dialog.py"/>
        <source>Tandau</source>
        <translation>Tandau</translation>
    </message>
    <message>
        <location filename="../../ui/shell/dialogs.py"/>
        <source>Tandau has made a mistake. Your saved work is not touched. Copy this report and send it to the makers.</source>
        <translation>В программе произошла ошибка. Сохранённая работа не затронута. Скопируйте этот отчёт и отправьте его разработчикам.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/welcome.py"/>
        <source>Tandau helps a grant commission to select the winners of a contest: without the internet, in the open, and so that anyone can check it years later.</source>
        <translation>Программа помогает грантовой комиссии выбрать победителей конкурса: без интернета, открыто и так, чтобы и через годы это мог проверить каждый.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/lock.py"/>
        <source>Tandau is already open with this workspace. Use that window, or close it and try again.</source>
        <translation>Tandau уже открыт с этой рабочей папкой. Перейдите в то окно или закройте его и попробуйте снова.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Target group</source>
        <translation>Целевая группа</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>Technical selection. Flagged: {flagged}. Refused: {refused}. Sent back for mending: {mending}.</source>
        <translation>Технический отбор. С замечаниями: {flagged}. Отклонено: {refused}. Возвращено на доработку: {mending}.</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/beside.py"/>
        <source>Telephone: {phone}</source>
        <translation>Телефон: {phone}</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Telephones</source>
        <translation>Телефоны</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Term of signing</source>
        <translation>Срок подписания</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Territories</source>
        <translation>Территории</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../models/packet/changes.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/contest_page.py"/>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <source>Territory</source>
        <translation>Территория</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Territory (kk)</source>
        <translation>Территория (каз.)</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices_table.py"/>
        <source>Territory (ru)</source>
        <translation>Территория (рус.)</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>Territory: the row names another region, {other}; this contest is for {own} only. It has to be set</source>
        <translation>Территория: в строке указан другой регион: {other}; этот конкурс только для территории: {own}. Её нужно указать</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>Territory: “{value}” is none of this contest&apos;s; it has to be set</source>
        <translation>Территория: «{value}» не из этого конкурса; её нужно указать</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>Territory: “{value}” was taken as {own}, the only territory of this contest</source>
        <translation>Территория: «{value}» принято как единственная территория этого конкурса: {own}</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>That packet calls itself revision {n}, but revision {n} built here is another one: two packets with one number went round. Ask who made and signed the other.</source>
        <translation>Тот пакет называет себя редакцией {n}, но созданная здесь редакция {n} – другая: под одним номером разошлись два пакета. Выясните, кто создал и подписал второй.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>The .packet file to write.</source>
        <translation>Записываемый файл пакета (.packet).</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>The .packet file.</source>
        <translation>Файл пакета (.packet).</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <location filename="../../desktop/cli/protocol.py"/>
        <location filename="../../desktop/cli/sitting.py"/>
        <location filename="../../desktop/cli/sync.py"/>
        <source>The .result file.</source>
        <translation>Файл результата (.result).</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>The .sheet file.</source>
        <translation>Файл оценочного листа (.sheet).</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>The .sheet files, in any order.</source>
        <translation>Файлы оценочных листов (.sheet) в любом порядке.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>The IIN is of {name}, whose name is another.</source>
        <translation>Этот ИИН принадлежит другому человеку: {name}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>The additional points are recorded.</source>
        <translation>Дополнительный балл записан.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/projector.py"/>
        <source>The agenda is finished</source>
        <translation>Повестка дня исчерпана</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>The applicant is told the reasons, and the protocol carries them.</source>
        <translation>Причины сообщаются заявителю и вносятся в протокол.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>The applicant is told what to mend and until when; then decide again.</source>
        <translation>Заявителю сообщают, что и до какого дня исправить; затем решение принимается снова.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>The applicant, in the language of the application; with a table for the mail merge</source>
        <translation>Заявителю, на языке заявки; с таблицей для рассылки</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>The applicant: own marks, total, place and decision</source>
        <translation>Заявителю: его баллы, общий балл, место и решение</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>The application</source>
        <translation>Заявка</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>The application closes at once; marks given stay sealed</source>
        <translation>Заявка закроется сразу; поставленные баллы останутся закрытыми</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>The application is out. Winners named before are to be named anew.</source>
        <translation>Заявка исключена из рейтинга. Победителей, определённых раньше, нужно определить заново.</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>The approval is dated in the future; nothing was changed. Correct the date.</source>
        <translation>Дата утверждения ещё не наступила; ничего не изменено. Исправьте дату.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>The approval is dated {date}, before the organiser&apos;s contract of {contract}. Check the date.</source>
        <translation>Дата утверждения – {date}, это раньше договора организатора от {contract}. Проверьте дату.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>The approval is dated {date}, but by the calendar applications are taken in from {first} to {last}: applicants could not know these criteria. Check the date.</source>
        <translation>Дата утверждения – {date}, а приём заявок по календарю идёт с {first} по {last}: заявители не могли знать этих критериев. Проверьте дату.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The approved criteria define no additional points.</source>
        <translation>Утверждённые критерии не предусматривают дополнительных баллов.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The approved criteria do not allow this way of ranking unequal panels. Choose one that they name.</source>
        <translation>Утверждённые критерии не допускают этого способа при неравном числе оценок. Выберите названный в них.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/lot.py"/>
        <source>The approved criteria of this contest allow no lot.</source>
        <translation>Утверждённые критерии этого конкурса не допускают жребия.</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <source>The attachment “{name}” can&apos;t be read any more; nothing was stored. Make the report again.</source>
        <translation>Приложение «{name}» больше не читается; ничего не сохранено. Составьте отчёт заново.</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <source>The attachment “{name}” changed since the report was made; nothing was stored. Make the report again.</source>
        <translation>Приложение «{name}» изменилось после составления отчёта; ничего не сохранено. Составьте отчёт заново.</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>The attachment “{name}” is not as it was taken in; no packet was built. Take it in again.</source>
        <translation>Приложение «{name}» не такое, каким его приняли; пакет не создан. Примите его заново.</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <source>The attachment “{name}” is not at hand; nothing was stored. Make the report again.</source>
        <translation>Приложение «{name}» недоступно; ничего не сохранено. Составьте отчёт заново.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>The attendance is recorded, but there is no quorum. Record it again when more members are there.</source>
        <translation>Явка записана, но кворума нет. Запишите её снова, когда подойдут другие члены комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>The attendance is recorded.</source>
        <translation>Явка записана.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The awards come to {total} KZT, the fund is {fund} KZT. Award less or name fewer.</source>
        <translation>Присуждено всего {total} тенге, фонд – {fund} тенге. Уменьшите суммы или определите меньше победителей.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The basis is missing. Write what it stands on, for the protocol.</source>
        <translation>Основание не указано. Напишите для протокола, на чём это основано.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>The better total</source>
        <translation>Лучший общий балл</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>The box for a conflict of interest is ticked</source>
        <translation>Отмечена клетка конфликта интересов</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The card is signed by the key it carries</source>
        <translation>Карточка подписана тем ключом, который в ней указан</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The card of the member proposed as chair.</source>
        <translation>Карточка члена комиссии, предложенного в председатели.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The card of the recovery key.</source>
        <translation>Карточка ключа восстановления.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>The card of {name} was taken before.</source>
        <translation>Карточка уже принята: {name}.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>The card tells the secretary whose key this is. Your key and its passphrase stay as they are; the card is signed with the key.</source>
        <translation>Карточка показывает секретарю, чей это ключ. Ваш ключ и его парольная фраза остаются прежними; карточка подписывается этим ключом.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>The card to write.</source>
        <translation>Карточка, которую записать.</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>The central database {name} does not answer or refuses: {reason}. Nothing was changed; check network, address, user and password.</source>
        <translation>Центральная база данных {name} не отвечает или отказывает: {reason}. Ничего не изменено; проверьте сеть, адрес, пользователя и пароль.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>The central file changed since this plan was shown; nothing was stored. Look at the new plan.</source>
        <translation>После показа этого плана центральный файл изменился; ничего не сохранено. Посмотрите новый план.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>The central file changed while packet revision {n} was built; it was not recorded and must not be handed out. Delete it and build the packet again.</source>
        <translation>Пока создавалась редакция пакета {n}, центральный файл изменился; она не записана и не должна раздаваться. Удалите её и создайте пакет заново.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/central.py"/>
        <source>The central file holds no contest yet. Make one: tandau contest new</source>
        <translation>В центральном файле ещё нет конкурса. Создайте: tandau contest new</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>The central file keeps the contests, the applications and the results of your organisation.</source>
        <translation>В центральном файле хранятся конкурсы, заявки и результаты вашей организации.</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>The central file knows now. Winners: {winners}. Next in line: {next}.</source>
        <translation>Теперь в центральном файле. Победителей: {winners}. Следующих по очереди: {next}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <source>The central file was read again.</source>
        <translation>Центральный файл прочитан заново.</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>The central file “{name}” is not there (any more); nothing was done.</source>
        <translation>Центрального файла «{name}» нет на месте; ничего не сделано.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>The central file “{name}” is not there; nothing was done.</source>
        <translation>Центральный файл «{name}» не найден; ничего не сделано.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/central.py"/>
        <source>The central file, or postgresql://user@host/database.</source>
        <translation>Центральный файл или postgresql://user@host/database.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>The chair is absent or has a conflict of interest here.</source>
        <translation>Председатель отсутствует или имеет здесь конфликт интересов.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>The chair signs the result</source>
        <translation>Председатель подписывает результат</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>The chair signs the result at the end of the sitting; bring the file on a USB stick.</source>
        <translation>Председатель подписывает результат в конце заседания; принесите файл на USB-носителе.</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>The chair signs the result: {hash}</source>
        <translation>Председатель подписывает результат: {hash}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>The chair&apos;s key file, for instance on a USB stick</source>
        <translation>Файл ключа председателя, например на USB-носителе</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>The clash in {application}, {criterion} is settled: {first}, not {second}.</source>
        <translation>Расхождение в {application}, {criterion} разрешено: {first}, а не {second}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>The clash is settled.</source>
        <translation>Расхождение разрешено.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The clock of this computer says {now}, and the last act was recorded at {last}: no act can be earlier than the one before it. Set the clock right and go on. Where the last act was recorded by a wrong clock, it stays as it is: hold the sitting anew on another computer, with the same packet and sheets.</source>
        <translation>Часы этого компьютера показывают {now}, а последнее действие записано в {last}: ни одно действие не может быть раньше предыдущего. Поставьте часы верно и продолжайте. Если последнее действие записано по неверным часам, оно остаётся как есть: проведите заседание заново на другом компьютере, с тем же пакетом и листами.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>The colleague&apos;s card</source>
        <translation>Карточка коллеги</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/keys.py"/>
        <source>The colleague&apos;s card.</source>
        <translation>Карточка коллеги.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The commission decides this conflict of interest by vote. Record the votes of the members present.</source>
        <translation>Этот конфликт интересов комиссия решает голосованием. Запишите голоса присутствующих членов комиссии.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/room.py"/>
        <source>The commission has already voted on this ranking, so no further sheet was taken: it would change the totals behind the vote. A member who corrects a mark now does so by a reopened mark.</source>
        <translation>Комиссия уже голосовала по этому рейтингу, поэтому новый оценочный лист не принят: он изменил бы общие баллы, по которым голосовали. Теперь член комиссии может исправить оценку только как пересмотренную на заседании.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>The commission is complete: roster version {n}.</source>
        <translation>Комиссия в полном составе: версия состава {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>The commission is stored: roster version {n}.</source>
        <translation>Состав комиссии сохранён: версия {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>The commission needs at least {least} members and has {members}. {point}</source>
        <translation>Членов комиссии должно быть не менее {least}, сейчас: {members}. {point}</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>The commission was not changed:</source>
        <translation>Состав комиссии не изменён:</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>The commission&apos;s vote</source>
        <translation>Голосование комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>The commission&apos;s vote on these winners</source>
        <translation>Голосование комиссии по этим победителям</translation>
    </message>
    <message>
        <location filename="../../models/sealing/signatures.py"/>
        <source>The content is not what was signed: it was changed after signing. The file was not taken.</source>
        <translation>Содержание не то, которое подписали: его изменили после подписания. Файл не принят.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>The contest</source>
        <translation>Конкурс</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/extract.py"/>
        <source>The contest has no application {code}; no paper was made. Check the code.</source>
        <translation>В конкурсе нет заявки {code}; документ не составлен. Проверьте код.</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <location filename="../../models/centre/results/register.py"/>
        <source>The contest has no application “{code}”; nothing was changed.</source>
        <translation>В конкурсе нет заявки «{code}»; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>The contest has no territory “{territory}”; no quota was changed.</source>
        <translation>В конкурсе нет территории «{territory}»; квота не изменена.</translation>
    </message>
    <message>
        <location filename="../../models/contest/founding.py"/>
        <source>The contest was not made; correct what is listed.</source>
        <translation>Конкурс не создан; исправьте перечисленное.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/central.py"/>
        <source>The contest&apos;s id or its beginning, where there are several.</source>
        <translation>Идентификатор конкурса или его начало, если конкурсов несколько.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>The contract date is stored; the calendar is counted.</source>
        <translation>Дата договора сохранена; календарь посчитан.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>The contract with {code} is recorded: {state}.</source>
        <translation>Договор записан: {code}, {state}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/scenarios.py"/>
        <source>The counting rule can&apos;t be used without criterion {criterion}.</source>
        <translation>Правило подсчёта нельзя применить без критерия {criterion}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/rule.py"/>
        <source>The counting rule drops {dropped} figures, but there are only {n}; nothing was counted.</source>
        <translation>Правило подсчёта отбрасывает значений: {dropped}, а всего их {n}; ничего не подсчитано.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/rule.py"/>
        <source>The counting rule joins no rounds, but there are {n} of them; nothing was counted.</source>
        <translation>Правило подсчёта не объединяет туры, а туров {n}; ничего не подсчитано.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/changes.py"/>
        <source>The counting rule needs the column “{column}” as a number, but it is “{written}”; nothing was counted. Fill it in for every application.</source>
        <translation>Правилу подсчёта нужно число в столбце «{column}», а там «{written}»; ничего не подсчитано. Заполните его для каждой заявки.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>The criteria are approved: version {n}.</source>
        <translation>Критерии утверждены: версия {n}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>The criteria are not approved and nothing was changed. Complete the approval.</source>
        <translation>Критерии не утверждены, ничего не изменено. Дополните сведения об утверждении.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>The criteria are not approved and nothing was changed: their date {date} lies in the future or before the organiser&apos;s contract. Correct the date.</source>
        <translation>Критерии не утверждены, ничего не изменено: их дата {date} ещё не наступила или раньше договора организатора. Исправьте дату.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/drafts.py"/>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>The criteria are not approved yet, so nothing can be scored.</source>
        <translation>Критерии оценки ещё не утверждены, поэтому оценивать нельзя.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The criteria are not approved yet.</source>
        <translation>Критерии оценки ещё не утверждены.</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>The criteria are not approved yet; no packet was built. Approve them first.</source>
        <translation>Критерии оценки ещё не утверждены; пакет не создан. Сначала утвердите их.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>The criteria are the same as those approved, so there is no new version.</source>
        <translation>Критерии совпадают с утверждёнными, поэтому новой версии нет.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>The database {name} already holds a central file; nothing was changed. Open it.</source>
        <translation>В базе данных {name} уже есть центральный файл; ничего не изменено. Откройте его.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>The date of the notices.</source>
        <translation>Дата уведомлений.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The date of the organiser&apos;s own contract.</source>
        <translation>Дата договора самого организатора.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>The dates of the plan are counted from the date of the organiser&apos;s contract. The rules are those of the profile.</source>
        <translation>Даты плана считаются от даты договора организатора. Правила – из профиля.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>The day is played. Seconds: {seconds}. It left these files:</source>
        <translation>День проведён. Секунд: {seconds}. Остались файлы:</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The day of the document is after the sitting. Correct it.</source>
        <translation>Дата документа позже заседания. Исправьте её.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>The decision is recorded.</source>
        <translation>Решение записано.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>The declaration is recorded.</source>
        <translation>Заявление записано.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>The disk is full: “{name}” was not written and nothing was changed. Make room or choose another disk.</source>
        <translation>Диск заполнен: файл «{name}» не записан, ничего не изменено. Освободите место или выберите другой диск.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>The duplicate</source>
        <translation>Дубликат</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>The earlier list: XLSX, XLS or CSV.</source>
        <translation>Прежний список: XLSX, XLS или CSV.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>The election of the chair is recorded.</source>
        <translation>Избрание председателя записано.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The exit is recorded.</source>
        <translation>Выход записан.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/parity.py"/>
        <source>The figure {figure} stands {kk} times in Kazakh and {ru} times in Russian</source>
        <translation>Число {figure}: в казахском тексте – {kk}, в русском – {ru}</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The file is one of this program&apos;s</source>
        <translation>Файл создан этой программой</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The file opens and is whole</source>
        <translation>Файл открывается и цел</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>The files to check.</source>
        <translation>Файлы для проверки.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/writing.py"/>
        <source>The finished paper was read back and does not say what it should, so it was not written. Keep the data as they are and report this to whoever looks after the program.</source>
        <translation>Готовый документ прочитан обратно и не соответствует тому, что должен содержать, поэтому он не записан. Не меняйте данные и сообщите об этом тому, кто сопровождает программу.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>The first grant that does not fit the fund</source>
        <translation>Первый грант, который не помещается в фонд</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/words.py"/>
        <source>The first revision: there was none before.</source>
        <translation>Первая редакция: до неё не было.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>The folder of attachments.</source>
        <translation>Папка приложений.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>The folder to leave the files in, empty or new (else “tandau-demo” in the current folder).</source>
        <translation>Папка, где останутся файлы, пустая или новая (иначе «tandau-demo» в текущей папке).</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>The folder to write into.</source>
        <translation>Папка, куда записать.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>The folder with attachments</source>
        <translation>Папка с приложениями</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>The folder “{folder}” is not there: “{name}” was not written and nothing was changed. Choose another folder; if it is on a USB stick, put the stick back.</source>
        <translation>Папки «{folder}» нет: файл «{name}» не записан, ничего не изменено. Выберите другую папку; если она на USB-носителе, вставьте его снова.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>The folder “{folder}” is not there; no central file was made. Choose another folder.</source>
        <translation>Папки «{folder}» нет; центральный файл не создан. Выберите другую папку.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/writing.py"/>
        <source>The folder “{name}” can&apos;t be made; no paper was written. Choose another folder.</source>
        <translation>Папку «{name}» создать не удалось; ни один документ не записан. Выберите другую папку.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>The folder “{path}” can&apos;t be made ({why}). Name another one with --out.</source>
        <translation>Папку «{path}» создать нельзя ({why}). Укажите другую через --out.</translation>
    </message>
    <message>
        <location filename="../../desktop/settings.py"/>
        <source>The folder “{path}” could not be made ({why}). The settings stay as they were. Choose another folder by TANDAU_HOME.</source>
        <translation>Не удалось создать папку «{path}» ({why}). Настройки остались прежними. Выберите другую папку через TANDAU_HOME.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/pdf/fonts.py"/>
        <source>The font “{name}” is missing from this installation; no paper was written. Install the program again.</source>
        <translation>В этой установке нет шрифта «{name}»; документ не записан. Установите программу заново.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>The ground stands in the record: the end of the purpose, a term, a request.</source>
        <translation>Основание указывается в записи: цель достигнута, истёк срок, обращение.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>The highest sum of points of a member less the lowest</source>
        <translation>Наибольшая сумма баллов члена минус наименьшая</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>The id “{id}” stands for more than one person.</source>
        <translation>Обозначение «{id}» дано нескольким людям.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The item</source>
        <translation>Вопрос</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>The item about {codes} stopped because the quorum was lost. Open it again, then vote.</source>
        <translation>Вопрос о {codes} прекращён, потому что утрачен кворум. Откройте его снова, затем голосуйте.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>The item has neither a name nor an application. Say what it is about.</source>
        <translation>У вопроса нет ни названия, ни заявки. Укажите, о чём он.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The item is closed.</source>
        <translation>Вопрос закрыт.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The item is open.</source>
        <translation>Вопрос открыт.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The item is stopped.</source>
        <translation>Вопрос прекращён.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>The item was closed.</source>
        <translation>Вопрос закрыт.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>The item was stopped.</source>
        <translation>Рассмотрение вопроса прекращено.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>The key file (else your own on this computer).</source>
        <translation>Файл ключа (иначе ваш собственный на этом компьютере).</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>The key file of the second person</source>
        <translation>Файл ключа второго человека</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>The key file “{name}” is damaged; nothing was opened.</source>
        <translation>Файл ключа «{name}» повреждён; ничего не открыто.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>The key file “{name}” is damaged; nothing was opened. Use its copy.</source>
        <translation>Файл ключа «{name}» повреждён; ничего не открыто. Используйте его копию.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>The key file “{name}” is missing beside the central file; nothing was opened. The two belong together: copy it from where the central file came from.</source>
        <translation>Рядом с центральным файлом нет файла ключа «{name}»; ничего не открыто. Они неразделимы: скопируйте его оттуда же, откуда взят центральный файл.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>The key is your signature in this contest: it opens what is sealed to you and signs what you hand in.</source>
        <translation>Ключ – ваша подпись в этом конкурсе: он открывает то, что запечатано для вас, и подписывает то, что вы сдаёте.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>The key is your signature in this contest: it signs what you hand in and opens what is sealed to you. It stays on this computer. Nobody can restore a forgotten passphrase.</source>
        <translation>Ключ – ваша подпись в этом конкурсе: он подписывает то, что вы сдаёте, и открывает то, что запечатано для вас. Он остаётся на этом компьютере. Забытую парольную фразу не сможет восстановить никто.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/app.py"/>
        <source>The language to speak.</source>
        <translation>Язык программы.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>The last day after a semicolon, where it ended: Organisation; 31.12.2023</source>
        <translation>Если закончилось – последний день после точки с запятой: Организация; 31.12.2023</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>The last revision counts.</source>
        <translation>Действует последняя редакция.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The last sitting was on {on}; a further one is not before it.</source>
        <translation>Последнее заседание было {on}; последующее не может быть раньше.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>The later list.</source>
        <translation>Более поздний список.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>The lawful ways</source>
        <translation>Законные способы</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>The line stands here after the sitting.</source>
        <translation>Очередь появится здесь после заседания.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>The list is in the table.</source>
        <translation>Список – в таблице.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>The lists say the same.</source>
        <translation>Списки совпадают.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/lot_dialog.py"/>
        <source>The lot is drawn and recorded. Anyone can repeat it: the numbers stand in the protocol.</source>
        <translation>Жеребьёвка проведена и записана. Повторить её может каждый: числа стоят в протоколе.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The lot of the profile.</source>
        <translation>Лот профиля.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The mark is none of those handed in. Choose one of them.</source>
        <translation>Эта оценка – не одна из сданных. Выберите одну из них.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>The marks in this central file are not those of the signed result: somebody changed them behind the program. The signed result counts; show this to the chair.</source>
        <translation>Оценки в этом центральном файле не те, что в подписанном результате: кто-то изменил их в обход программы. Действителен подписанный результат; покажите это председателю.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>The marks of a member who lacks some are taken out for the whole territory</source>
        <translation>Баллы члена комиссии, у которого есть не все оценки, исключаются по всей территории</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>The matrix was written: {name}</source>
        <translation>Таблица оценок записана: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>The member changes this mark…</source>
        <translation>Член комиссии меняет оценку…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>The member gave no marks for this application.</source>
        <translation>Член комиссии не ставил баллов по этой заявке.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_again.py"/>
        <source>The member handed this sheet in with an own key and corrects it; nothing was changed.</source>
        <translation>Этот лист член комиссии сдал своим ключом и исправляет его сам; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>The member states it</source>
        <translation>Член комиссии заявляет</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>The member whom it concerns does not vote. The votes and the reason go into the protocol.</source>
        <translation>Член комиссии, которого это касается, не голосует. Голоса и обоснование войдут в протокол.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The member&apos;s revisions follow one another without a gap or a fork</source>
        <translation>Редакции члена комиссии следуют одна за другой без пропусков и развилок</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>The members&apos; median instead of their sum or mean</source>
        <translation>Медиана баллов членов вместо суммы или среднего</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>The middle 95 of 100 totals of the resampled panels</source>
        <translation>Средние 95 из 100 общих баллов случайных составов</translation>
    </message>
    <message>
        <location filename="../../models/sealing/cards.py"/>
        <source>The name on “{name}” holds signs that nobody sees, so it may show as another; the card was not taken. Ask for a new card.</source>
        <translation>В имени на карточке «{name}» есть невидимые знаки, и оно может выглядеть иначе; карточка не принята. Попросите новую карточку.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>The new mark is recorded.</source>
        <translation>Новая оценка записана.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The new mark is the old one, so there is nothing to change.</source>
        <translation>Новая оценка равна прежней, менять нечего.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>The new version is dated {new}, before the approved one of {old}; nothing was changed. Correct the date.</source>
        <translation>Новая версия датирована {new}, раньше утверждённой от {old}; ничего не изменено. Исправьте дату.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>The next in line are winners now.</source>
        <translation>Следующие по очереди теперь победители.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The next item can&apos;t be opened</source>
        <translation>Следующий вопрос открыть нельзя</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>The number is stored.</source>
        <translation>Число сохранено.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>The number of the lot in the sitting.</source>
        <translation>Номер жребия на заседании.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>The numbers said in the room, in order.</source>
        <translation>Числа, названные на заседании, по порядку.</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>The office builds {file}. Applications: {applications}. Changed since the revision before: {changes}.</source>
        <translation>Канцелярия создаёт {file}. Заявок: {applications}. Изменений после прежней редакции: {changes}.</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>The office syncs {file}. New: {new}. Changed: {changed}. Already there: {present}. Does not fit: {unfit}.</source>
        <translation>Канцелярия вносит {file}. Новых: {new}. Изменено: {changed}. Уже есть: {present}. Не подходит: {unfit}.</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>The office takes in {file}. {summary}</source>
        <translation>Канцелярия принимает {file}. {summary}</translation>
    </message>
    <message>
        <location filename="../../models/sample/office.py"/>
        <source>The office: a central file for {title}</source>
        <translation>Канцелярия: центральный файл – {title}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The old mark is not the one that stands now. Open the cell again and look at it.</source>
        <translation>Прежняя оценка не та, что стоит сейчас. Откройте ячейку снова и посмотрите.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>The operator and accounting; sums, deadlines and what was spent</source>
        <translation>Оператору и бухгалтерии; суммы, сроки и расходы</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>The operator and the organiser&apos;s file; full, with what others lost the grant for</source>
        <translation>Оператору и в дело организатора; полная форма, с основаниями, по которым другие лишились гранта</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/lot.py"/>
        <source>The order is not the one that these numbers give: {codes}. Draw again.</source>
        <translation>Порядок не тот, что дают эти числа: {codes}. Проведите жребий ещё раз.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>The order of the steps</source>
        <translation>Порядок шагов</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The organisations are called alike (“{a}”, “{b}”), but by words that many have ({n} people here): weak alone.</source>
        <translation>Организации называются похоже («{a}», «{b}»), но общеупотребительными словами (здесь: {n}): сам по себе слабый признак.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>The organiser&apos;s file and the operator; with names and reasons</source>
        <translation>В дело организатора и оператору; с именами и причинами</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>The organiser&apos;s file; after the data were destroyed, with its day</source>
        <translation>В дело организатора; после уничтожения данных, его датой</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/catalogue.py"/>
        <source>The organiser&apos;s file; full</source>
        <translation>В дело организатора; полная форма</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/decision.py"/>
        <source>The other applications of this case stay to be decided on.</source>
        <translation>По остальным заявкам этой группы решение принимается отдельно.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>The packet carries the admitted applications to the members: sealed to their keys, without personal papers. Each revision says what changed, who changed it, when and why.</source>
        <translation>Пакет доставляет допущенные заявки членам комиссии: он запечатан для их ключей и не содержит личных документов. В каждой редакции указано, что изменилось, кто, когда и почему это изменил.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The packet is whole and signed by the key it names</source>
        <translation>Пакет цел и подписан тем ключом, который в нём назван</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>The packet the sheet was scored in.</source>
        <translation>Пакет, по которому заполнен лист.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>The packet they were scored in.</source>
        <translation>Пакет, по которому заполнены листы.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk.py"/>
        <source>The packet&apos;s copy on this computer is damaged, so this attachment can&apos;t be shown. Your marks are safe. Choose the secretary&apos;s packet once more: the copy is then made anew.</source>
        <translation>Копия пакета на этом компьютере повреждена, поэтому показать это вложение нельзя. Ваши баллы сохранены. Выберите пакет секретаря ещё раз: копия будет создана заново.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>The pages are being prepared…</source>
        <translation>Страницы готовятся…</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>The pages were changed after the protocol was made.</source>
        <translation>Страницы изменены после составления протокола.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/pool.py"/>
        <source>The panels would be unequal, so their totals can&apos;t be compared.</source>
        <translation>Число оценивших членов было бы разным, поэтому общие баллы сравнивать нельзя.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <source>The paper</source>
        <translation>Документ</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>The paper sheet</source>
        <translation>Бумажный лист</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The paper sheet says what one person typed and another confirmed, each with an own signature</source>
        <translation>В бумажном листе указано то, что один человек ввёл, а другой подтвердил, у каждого своя подпись</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The paper that approves the criteria.</source>
        <translation>Документ, утверждающий критерии оценки.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers_office.py"/>
        <source>The paper&apos;s date (else today).</source>
        <translation>Дата документа (иначе сегодня).</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers_office.py"/>
        <source>The paper&apos;s number in the register (else a line).</source>
        <translation>Регистрационный номер документа (иначе черта).</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>The papers carry both languages; where one is left empty, the other stands in its place.</source>
        <translation>Документы выходят на двух языках; если один оставлен пустым, на его месте будет другой.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>The papers of a contest: extracts, notices, minutes, registers.</source>
        <translation>Документы конкурса: выписки, уведомления, запись заседания, реестры.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/child.py"/>
        <source>The part of the program that reads files from outside did not start, so nothing was read and nothing was changed. Start the program anew; if that does not help, let the virus scanner allow it. A script of your own that reads files needs “{guard}”.</source>
        <translation>Часть программы, которая читает файлы извне, не запустилась: ничего не прочитано и ничего не изменено. Запустите программу заново; если это не поможет, разрешите её в антивирусе. Собственному сценарию, который читает файлы, нужна строка «{guard}».</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>The passphrase again: </source>
        <translation>Парольная фраза ещё раз: </translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>The passphrase does not open “{name}”. Check the keyboard&apos;s language and the capital letters and try again.</source>
        <translation>Парольная фраза не открывает «{name}». Проверьте язык клавиатуры и заглавные буквы и попробуйте снова.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>The passphrase is too short; no key was made. Use at least {n} characters, best several words.</source>
        <translation>Парольная фраза слишком коротка; ключ не создан. Минимальное число знаков: {n}; лучше несколько слов.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>The passphrase of every key: {passphrase}</source>
        <translation>Парольная фраза всех ключей: {passphrase}</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The patronymic “{patronymic}” says that the father is called “{given}”, and the surname “{surname}” is the name of that man&apos;s father (“{grandfather}”): parent and child.</source>
        <translation>Отчество «{patronymic}» говорит, что отца зовут «{given}», а фамилия «{surname}» – имя отца этого человека («{grandfather}»): родитель и ребёнок.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The patronymic “{patronymic}” says that the father is called “{given}”, and the surnames agree (“{a}”, “{b}”): parent and child. Of {n} people here {stems} have this surname and {fathers} such a father.</source>
        <translation>Отчество «{patronymic}» говорит, что отца зовут «{given}», и фамилии совпадают («{a}», «{b}»): родитель и ребёнок. Всего людей здесь: {n}; с этой фамилией: {stems}; с таким именем отца: {fathers}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <source>The person scores nothing, so no mark changes. It is kept with the contest; see to it that the person takes no part in this application.</source>
        <translation>Этот человек не выставляет баллов, поэтому ни один балл не меняется. Решение хранится вместе с конкурсом; проследите, чтобы он не участвовал в работе с этой заявкой.</translation>
    </message>
    <message>
        <location filename="../../models/centre/destruction.py"/>
        <source>The personal data of this contest were destroyed already; nothing was changed.</source>
        <translation>Персональные данные этого конкурса уже уничтожены; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/notices.py"/>
        <source>The personal data of this contest were destroyed, so nobody can be written to. Nothing was written.</source>
        <translation>Персональные данные этого конкурса уничтожены, поэтому писать некому. Ничего не записано.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>The personal data of this contest were destroyed.</source>
        <translation>Персональные данные этого конкурса уничтожены.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/office_papers.py"/>
        <source>The personal data of this contest were not destroyed, so there is nothing to write an act about.</source>
        <translation>Персональные данные этого конкурса не уничтожены, поэтому составлять акт не о чем.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>The personal data were destroyed; the record stands below.</source>
        <translation>Персональные данные уничтожены; запись ниже.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>The position of who signs.</source>
        <translation>Должность подписывающего.</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_files.py"/>
        <source>The profile “{name}” can&apos;t be read: {why}.</source>
        <translation>Профиль «{name}» не читается: {why}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_files.py"/>
        <location filename="../../models/contest/profile_files.py"/>
        <source>The profile “{name}” is refused and nothing was changed. Correct the file and load it again.</source>
        <translation>Профиль «{name}» не принят, ничего не изменено. Исправьте файл и загрузите его снова.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>The project</source>
        <translation>Проект</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>The proposed chair is not a member of the commission.</source>
        <translation>Предложенный председатель не является членом комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>The protocol</source>
        <translation>Протокол</translation>
    </message>
    <message>
        <location filename="../../models/sample/papers.py"/>
        <source>The protocol is printed: {full}, {public}</source>
        <translation>Протокол напечатан: {full}, {public}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>The protocol: {path}</source>
        <translation>Протокол: {path}</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>The public form says what the signed result says</source>
        <translation>Форма для опубликования содержит те же сведения, что и подписанный результат</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/published.py"/>
        <source>The published list is not in the order of its own points: {one} ({above}) before {other} ({below}).</source>
        <translation>Опубликованный список не в порядке собственных баллов: {one} ({above}) стоит перед {other} ({below}).</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>The ranking proposes; the commission votes, and winners are named by the act of the chair.</source>
        <translation>Рейтинг предлагает; комиссия голосует, победителей объявляет председатель.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The ranking was decided at the sitting of protocol № {number} and stands. A further sitting records who left and names who is next in line.</source>
        <translation>Рейтинг утверждён на заседании по протоколу № {number} и не меняется. На последующем заседании фиксируют, кто выбыл, и называют следующего по очереди.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>The reason is kept in the history of the contest.</source>
        <translation>Причина хранится в истории конкурса.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>The reason is missing. Write why, for the protocol.</source>
        <translation>Не указана причина. Напишите её для протокола.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>The reason of every change since the last revision that has none yet.</source>
        <translation>Причина всех изменений после прошлой редакции, у которых её ещё нет.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>The reason of one application&apos;s change; repeatable.</source>
        <translation>Причина изменения одной заявки; можно повторять.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>The reason stands in the new revision of the sheet, and the sitting sees both. Every line comes along; a second person confirms the sheet anew.</source>
        <translation>Причина записывается в новой редакции листа, заседание видит обе. Все строки переносятся; второй человек подтверждает лист заново.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>The reason stands in the next revision and in the protocol. The earlier revision is kept.</source>
        <translation>Причина будет указана в следующей редакции и в протоколе. Прежняя редакция сохраняется.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/recovery.py"/>
        <source>The recovery key is saved as {name}, its card beside it. Store the commission, then put the stick into the safe.</source>
        <translation>Ключ восстановления сохранён как «{name}», рядом – его карточка. Сохраните состав комиссии, затем уберите носитель в сейф.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>The register&apos;s number of the notices.</source>
        <translation>Номер уведомлений в журнале регистрации.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>The result before and after, place · total</source>
        <translation>Результат до и после, место · общий балл</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>The result does not fit this central file; nothing of it was stored.</source>
        <translation>Результат не подходит к этому центральному файлу; ничего из него не сохранено.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>The result does not name exactly the sheets it carries; nothing was written.</source>
        <translation>Оценочные листы, названные в результате, не совпадают с вложенными в него; ничего не записано.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>The result is opened, its signatures are checked and its table is computed again. Nothing is stored before you have seen what would change.</source>
        <translation>Результат открывается, его подписи проверяются, таблица считается заново. Ничего не сохраняется, пока вы не увидите, что изменится.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/room.py"/>
        <source>The result is signed after the sitting is closed; nothing was written.</source>
        <translation>Результат подписывается после закрытия заседания; ничего не записано.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>The result is stored.</source>
        <translation>Результат сохранён.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The result is whole and signed by the chair</source>
        <translation>Результат цел и подписан председателем</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>The result lists its sheets in a way that can&apos;t be stored; nothing was written.</source>
        <translation>Оценочные листы перечислены в результате так, что их нельзя сохранить; ничего не записано.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>The result names no elected chair from the roster, so nobody can sign for it. Elect the chair first.</source>
        <translation>В результате не указан председатель, избранный из состава комиссии, поэтому подписать его некому. Сначала изберите председателя.</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>The result of this contest is stored already, so its rules can&apos;t change any more; nothing was changed.</source>
        <translation>Результат этого конкурса уже сохранён, поэтому его правила больше не меняются; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>The result was checked and recomputed: everything in it agrees. Signed by {name}, figures of the key: {figures}. The keys stand in the result itself: compare the figures with those read aloud.</source>
        <translation>Результат проверен и пересчитан: всё в нём сходится. Подписал(а): {name}, цифры ключа: {figures}. Ключи стоят в самом результате: сверьте цифры с теми, что были прочитаны вслух.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>The result with and without these marks</source>
        <translation>Результат с этими баллами и без них</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>The result with and without these marks: place · total (number of marks)</source>
        <translation>Результат с этими баллами и без них: место · общий балл (число оценок)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The return is recorded.</source>
        <translation>Возвращение записано.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/sheet_files.py"/>
        <source>The roster has no key for whoever must sign this sheet; it was not taken. Take the card first.</source>
        <translation>В составе комиссии нет ключа того, кто должен подписать этот оценочный лист; лист не принят. Сначала примите карточку.</translation>
    </message>
    <message>
        <location filename="../../models/packet/roster_files.py"/>
        <source>The roster&apos;s id “{id}” has letters that a key list can&apos;t carry. Use a–z and figures.</source>
        <translation>В обозначении «{id}» из состава комиссии есть буквы, недопустимые в списке ключей. Используйте a–z и цифры.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>The row names nobody: neither a name nor a known IIN.</source>
        <translation>Строка никого не называет: нет ни имени, ни известного ИИН.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/reading_tables.py"/>
        <source>The row “{row}” stands in another place ({language})</source>
        <translation>Строка «{row}» стоит в другом месте ({language})</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>The rule: who has a conflict leaves the commission for all applications. {point}</source>
        <translation>Правило: при конфликте интересов член комиссии выходит из её состава по всем заявкам. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>The rule: who has a conflict sits that application out. {point}</source>
        <translation>Правило: при конфликте интересов член комиссии не участвует в оценке этой заявки. {point}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>The rule: {point}.</source>
        <translation>Основание: {point}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>The rules of this contest count no dates from the contract; its date may be left out.</source>
        <translation>В правилах этого конкурса нет сроков, отсчитываемых от договора; его дату можно не указывать.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same address (“{a}”, “{b}”).</source>
        <translation>Один и тот же адрес («{a}», «{b}»).</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>The same applications stand above the line before and after.</source>
        <translation>Над чертой до и после стоят одни и те же заявки.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>The same applications stand above the line with and without the marks.</source>
        <translation>С баллами и без них выше черты отбора стоят одни и те же заявки.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same e-mail address. People here who have it: {n}.</source>
        <translation>Один адрес электронной почты. Людей с этим адресом: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>The same figures for every application stand in the table “{table}”.</source>
        <translation>Те же числа по каждой заявке стоят в таблице «{table}».</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same name (“{a}”, “{b}”) and the same birth date ({date}).</source>
        <translation>Одно и то же имя («{a}», «{b}») и одна и та же дата рождения ({date}).</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same name (“{a}”, “{b}”), but another IIN or birth date: namesakes, if nothing was typed wrongly.</source>
        <translation>Одно и то же имя («{a}», «{b}»), но другой ИИН или дата рождения: тёзки, если нет опечатки.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same name (“{a}”, “{b}”); nothing speaks against one person.</source>
        <translation>Одно и то же имя («{a}», «{b}»); ничто не противоречит тому, что это один человек.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same organisation (“{a}”, “{b}”). People here who name it: {n}.</source>
        <translation>Одна организация («{a}», «{b}»). Людей, назвавших её: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>The same passphrase again</source>
        <translation>Парольная фраза ещё раз</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same surname (“{a}”, “{b}”) and a shared home or contact: one household.</source>
        <translation>Одна фамилия («{a}», «{b}») и общий адрес или контакт: одна семья.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same surname (“{a}”, “{b}”) and a shared home or contact: spouses, perhaps.</source>
        <translation>Одна фамилия («{a}», «{b}») и общий адрес или контакт: возможно, супруги.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same surname (“{a}”, “{b}”) and the same father&apos;s name (“{father}”, “{other}”): brothers or sisters. Of {n} people here {stems} have this surname and {fathers} such a father.</source>
        <translation>Одна фамилия («{a}», «{b}») и одно имя отца («{father}», «{other}»): братья или сёстры. Всего людей здесь: {n}; с этой фамилией: {stems}; с таким именем отца: {fathers}.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same surname, a shared home or contact, and {n} years between them: parent and child.</source>
        <translation>Одна фамилия, общий адрес или контакт, разница в годах: {n}: родитель и ребёнок.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The same telephone number. People here who have it: {n}.</source>
        <translation>Один номер телефона. Людей с этим номером: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/search_page.py"/>
        <source>The search was stopped: the lists are not complete. Search again.</source>
        <translation>Поиск остановлен: списки неполны. Запустите поиск заново.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>The second person types the own passphrase. The key is forgotten when the sheet is left.</source>
        <translation>Второй человек вводит собственную парольную фразу. При выходе из листа ключ забывается.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>The second person&apos;s key</source>
        <translation>Ключ второго человека</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>The secretary enters you in the commission by this card.</source>
        <translation>По этой карточке секретарь вносит вас в состав комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>The secretary gives it to you on a USB stick or by file. It opens only with your key.</source>
        <translation>Его даёт секретарь на USB-носителе или файлом. Он открывается только вашим ключом.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The secretary&apos;s card.</source>
        <translation>Карточка секретаря.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>The seed is numbers of 1–20 digits with commas between them, without spaces.</source>
        <translation>Начальное значение – числа из 1–20 цифр через запятую, без пробелов.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>The selected person</source>
        <translation>Выбранный человек</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>The selected row</source>
        <translation>Выбранная строка</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>The selected rule in full</source>
        <translation>Выбранное правило полностью</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>The sheet here and the one you take differ. Take it in place of the one here?</source>
        <translation>Лист здесь и тот, что вы берёте, различаются. Взять его вместо здешнего?</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/marks.py"/>
        <source>The sheet is handed in and closed; nothing was changed. Open a correction and give its reason.</source>
        <translation>Оценочный лист сдан и закрыт; ничего не изменено. Откройте исправление и укажите причину.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/handed.py"/>
        <source>The sheet is not handed in yet, so there is nothing to correct: just change it.</source>
        <translation>Оценочный лист ещё не сдан, исправлять нечего: просто измените его.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The sheet is signed by its member and fits its packet</source>
        <translation>Оценочный лист подписан своим членом комиссии и соответствует пакету</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>The sheet of a workbook.</source>
        <translation>Лист книги Excel.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The sheet opens and is whole</source>
        <translation>Оценочный лист открывается и цел</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>The sheets of all members are here.</source>
        <translation>Листы всех членов комиссии поступили.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/signatures.py"/>
        <source>The signature is damaged, by another key or for another kind of file; the file was not taken.</source>
        <translation>Подпись повреждена, сделана другим ключом или для файла другого вида; файл не принят.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>The signature is its member&apos;s and the sheet fits the packet.</source>
        <translation>Подпись принадлежит члену комиссии, лист соответствует пакету.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sheet.py"/>
        <source>The signature was not checked: give the packet with --packet.</source>
        <translation>Подпись не проверена: укажите пакет через --packet.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The signer is the roster&apos;s secretary, and every entry is what was signed</source>
        <translation>Подписал секретарь из состава комиссии, и каждая запись такова, какой была подписана</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening.py"/>
        <source>The sitting already decided about {code}; the technical selection can&apos;t change it any more. Nothing was changed: tell the chairperson what you found.</source>
        <translation>По {code} заседание уже приняло решение; технический отбор его больше не меняет. Ничего не изменено: сообщите о найденном председателю комиссии.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The sitting can&apos;t be closed while questions are open. Nothing was recorded. Settle these first:</source>
        <translation>Заседание нельзя закрыть, пока есть нерешённые вопросы. Ничего не записано. Сначала решите:</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The sitting has no chair yet. Elect the chair first.</source>
        <translation>У заседания ещё нет председателя. Сначала изберите председателя.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The sitting has no quorum. Members: {members}; taking part: {here}; needed: {needed}. Wait for more members and record them on the step “{step}”, or hold another sitting.</source>
        <translation>На заседании нет кворума. Членов: {members}; участвуют: {here}; нужно: {needed}. Дождитесь других членов и отметьте их на шаге «{step}» или проведите другое заседание.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>The sitting is closed. Now the chair signs.</source>
        <translation>Заседание закрыто. Теперь подписывает председатель.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>The sitting is closed. The chair signs the result: {name}.</source>
        <translation>Заседание закрыто. Результат подписывает председатель: {name}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/room.py"/>
        <source>The sitting is closed; no further sheet was taken.</source>
        <translation>Заседание закрыто; новый оценочный лист не принят.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The sitting is dated {on}, and the clock of this computer says {now}. A sitting is opened on its day: correct the date, or set the clock right, and open it then.</source>
        <translation>Заседание датировано {on}, а часы этого компьютера показывают {now}. Заседание открывают в его день: исправьте дату или поставьте часы верно и тогда откройте.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>The sitting is not closed, or leaves questions open.</source>
        <translation>Заседание не закрыто или остались нерешённые вопросы.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>The sitting is not open yet</source>
        <translation>Заседание ещё не открыто</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>The sitting is not open yet.</source>
        <translation>Заседание ещё не открыто.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The sitting is not open yet. Open it first: number, date, place, form.</source>
        <translation>Заседание ещё не открыто. Сначала откройте его: номер, дата, место, форма.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>The sitting is open.</source>
        <translation>Заседание открыто.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/former.py"/>
        <source>The sitting of this result is not closed, or leaves questions open, so none can follow it.</source>
        <translation>Заседание этого результата не закрыто или оставило открытые вопросы, поэтому последующего быть не может.</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>The sitting opens. Members: {members}; present: {present}; remote: {remote}; needed: {needed}.</source>
        <translation>Заседание открывается. Членов: {members}; присутствуют: {present}; дистанционно: {remote}; нужно: {needed}.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>The sitting was closed with nothing left open</source>
        <translation>Заседание закрыто, нерешённых вопросов не осталось</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>The sitting was closed.</source>
        <translation>Заседание закрыто.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/notices.py"/>
        <source>The sitting was never opened, so there is no protocol to tell of; no notice was written.</source>
        <translation>Заседание не открывалось, ссылаться не на какой протокол; уведомление не записано.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>The sitting would be valid. Members: {members}; taking part: {here}; needed: {needed}. {point}</source>
        <translation>Заседание было бы правомочным. Членов комиссии: {members}; участвуют: {here}; нужно: {needed}. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>The sitting would not be valid and could decide nothing. Members: {members}; taking part: {here}; needed: {needed}. {point}</source>
        <translation>Заседание было бы неправомочным и не могло бы ничего решить. Членов комиссии: {members}; участвуют: {here}; нужно: {needed}. {point}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>The sitting № {number} of {on} was opened: {place}, {form}.</source>
        <translation>Открыто заседание № {number} от {on}: {place}, {form}.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/log.py"/>
        <source>The sitting&apos;s log was changed from outside at act {n}; it was not opened. Put back a copy of the folder.</source>
        <translation>Журнал заседания изменён извне на действии {n}; он не открыт. Верните папку из копии.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>The smallest change that gives another result: {changes} (points in total: {points}). Then: {then}.</source>
        <translation>Наименьшее изменение, дающее другой результат: {changes} (всего баллов: {points}). Тогда: {then}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>The source itself carries two figures. The organiser chooses one; the choice is kept with the contest.</source>
        <translation>В самом источнике стоят два числа. Организатор выбирает одно; выбор хранится вместе с конкурсом.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>The special opinion is recorded.</source>
        <translation>Особое мнение записано.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>The statement is recorded.</source>
        <translation>Заявление записано.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The statement names exactly the applications that the member was recused from: {codes}.</source>
        <translation>В заявлении указываются ровно те заявки, по которым у члена комиссии самоотвод: {codes}.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/reckoning.py"/>
        <source>The stored result has no application “{code}”; nothing was changed.</source>
        <translation>В сохранённом результате нет заявки «{code}»; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/register.py"/>
        <source>The sum is above the {sum} KZT awarded; no contract was recorded.</source>
        <translation>Сумма больше присуждённых {sum} тенге; договор не записан.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>The sum recommended</source>
        <translation>Рекомендованная сумма</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The sums come to {total} KZT, and {left} KZT are left for grants. Award less or name fewer.</source>
        <translation>Суммы составляют {total} тенге, а на гранты осталось {left} тенге. Присудите меньше или назовите меньше победителей.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The sums come to {total} KZT, and {saved} KZT are saved: of the {left} KZT left for grants, {kept} KZT are kept for the grants that nobody has in other territories ({n}). Award less or name fewer.</source>
        <translation>Суммы составляют {total} тенге, а сэкономлено {saved} тенге: из {left} тенге, оставшихся на гранты, {kept} тенге сохраняются для грантов других территорий, которых никто не получил ({n}). Присудите меньше или назовите меньше победителей.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The surname “{surname}” is the father&apos;s name in “{patronymic}”, as where a grandfather&apos;s name became the surname: relatives, perhaps.</source>
        <translation>Фамилия «{surname}» совпадает с именем отца в «{patronymic}», как бывает, когда фамилией становится имя деда: возможно, родственники.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/relations_words.py"/>
        <source>The surnames differ by a slip at most (“{a}”, “{b}”): weak alone.</source>
        <translation>Фамилии («{a}», «{b}») различаются не более чем опиской: само по себе слабо.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recounted.py"/>
        <source>The table has no application “{application}”.</source>
        <translation>В таблице нет заявки «{application}».</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>The table has no column “{column}”, by which the rule tells equal totals apart; places stay shared.</source>
        <translation>В таблице нет столбца «{column}», по которому правило различает равные итоги; места остаются общими.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>The table has no column “{heading}”.</source>
        <translation>В таблице нет столбца «{heading}».</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>The table of applicants.</source>
        <translation>Таблица заявителей.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>The table of applications</source>
        <translation>Таблица заявок</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>The table of marks is refused; nothing was counted. Correct these rows and count again.</source>
        <translation>Таблица оценок не принята; ничего не подсчитано. Исправьте эти строки и посчитайте снова.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>The table of the contest&apos;s people.</source>
        <translation>Таблица людей конкурса.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/changes.py"/>
        <source>The table of the counting rule names no points for {figure}; nothing was counted.</source>
        <translation>В таблице правила подсчёта нет баллов для {figure}; ничего не подсчитано.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/count.py"/>
        <source>The table, a CSV file.</source>
        <translation>Таблица, файл CSV.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>The table: XLSX, XLS or CSV.</source>
        <translation>Таблица: XLSX, XLS или CSV.</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>The tie at the cut of {territory} is settled by named votes. Tied: {tied}; places: {places}; the chair&apos;s vote decides for {chosen}.</source>
        <translation>{territory}: вопрос равных баллов на черте отбора решён поимённым голосованием. Равных: {tied}; мест: {places}; решающим голосом председателя – {chosen}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/lot.py"/>
        <source>The tied applications, in any order.</source>
        <translation>Заявки с равными баллами, в любом порядке.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>The title in Kazakh and in Russian.</source>
        <translation>Название на казахском и на русском.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>The two passphrases differ.</source>
        <translation>Парольные фразы не совпадают.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>The two passphrases differ. Nothing was written; start again.</source>
        <translation>Парольные фразы не совпадают. Ничего не записано; начните заново.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>The typed sheet</source>
        <translation>Введённый лист</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>The vote and its motion are recorded together, by the same person. Record the vote again.</source>
        <translation>Голосование и вынесенный на него вопрос записываются вместе и одним человеком. Запишите голосование заново.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/dialog.py"/>
        <source>The vote is recorded with every name; it decided nothing.</source>
        <translation>Голосование записано поимённо; решение не принято.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>The vote on the tie is recorded.</source>
        <translation>Голосование при равных баллах записано.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The votes are equal, and the chair is absent or has a conflict of interest here. Vote again.</source>
        <translation>Голоса равны, а председатель отсутствует или имеет здесь конфликт интересов. Проголосуйте снова.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>The votes are equal: the chair&apos;s vote decides</source>
        <translation>Голоса равны: нужен решающий голос председателя</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The votes are equal: {applications}. The chair&apos;s vote decides: choose {places} of them.</source>
        <translation>Голоса равны: {applications}. Решающий голос за председателем: нужно выбрать из них {places}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The votes are equal: {applications}. Vote again.</source>
        <translation>Голоса равны: {applications}. Проголосуйте снова.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>The votes are equal: {codes}. {why} The commission votes again.</source>
        <translation>Голоса разделились поровну: {codes}. {why} Комиссия голосует ещё раз.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The votes decide all places, so the chair has nothing to choose.</source>
        <translation>Голоса решили все места, председателю выбирать нечего.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>The votes on {codes} decided nothing, so their places stay free: only those above them are named.</source>
        <translation>Голосование по {codes} решения не дало, поэтому их места остаются свободными: называют только тех, кто выше.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>The votes on {codes} decided nothing. Vote again on the ranking, or name the winners without their places, with the reason: the places stay free, and a further sitting decides.</source>
        <translation>Голосование по {codes} решения не дало. Проголосуйте снова на странице рейтинга или назовите победителей без этих мест, указав причину: места останутся свободными, решит следующее заседание.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>The way is recorded.</source>
        <translation>Способ записан.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>The window changes as soon as this has finished: {title}.</source>
        <translation>Окно изменится, как только завершится: {title}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>The winners are named.</source>
        <translation>Победители определены.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>The winners are not named yet. Name them first; then those next in line can follow.</source>
        <translation>Победители ещё не названы. Сначала назовите их, затем можно назвать следующих по очереди.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/store.py"/>
        <source>The workspace could not keep this; nothing was changed: {reason}. Try again.</source>
        <translation>Не удалось сохранить в рабочей папке; ничего не изменено: {reason}. Попробуйте снова.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/store.py"/>
        <source>The workspace is damaged and was not opened; nothing was changed. Put the folder back from a copy.</source>
        <translation>Рабочая папка повреждена и не открыта; ничего не изменено. Восстановите папку из копии.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/store.py"/>
        <source>The workspace “{folder}” can&apos;t be opened: {reason}. Choose another folder.</source>
        <translation>Рабочую папку «{folder}» нельзя открыть: {reason}. Выберите другую папку.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Then come back</source>
        <translation>Тогда возвращаются</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Then leave</source>
        <translation>Тогда выходят</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>There are changes that are not stored yet. Store the commission.</source>
        <translation>Есть несохранённые изменения. Сохраните состав комиссии.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/agreement.py"/>
        <source>There are fewer than two members to compare.</source>
        <translation>Для сравнения меньше двух членов.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/resampling.py"/>
        <source>There are no panels to draw from a single member.</source>
        <translation>Из одного члена комиссии составы выбрать нельзя.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>There is a conflict of interest</source>
        <translation>Конфликт интересов есть</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>There is a conflict…</source>
        <translation>Конфликт есть…</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>There is a key on this computer, but no card that tells whose it is. Make the card: it asks for the passphrase of this key and who you are.</source>
        <translation>На этом компьютере есть ключ, но нет карточки, которая показывает, чей он. Создайте карточку: программа спросит парольную фразу этого ключа и сведения о вас.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/recovery.py"/>
        <source>There is a recovery key already. Make another in its place?</source>
        <translation>Ключ восстановления уже есть. Создать вместо него другой?</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>There is more than one proposed chair.</source>
        <translation>Предложенных председателей больше одного.</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>There is more than one secretary.</source>
        <translation>Секретарей больше одного.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../models/sitting/checking/further.py"/>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>There is no application “{application}” in this packet.</source>
        <translation>В этом пакете нет заявки «{application}».</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>There is no clash in this cell, so there is nothing to settle.</source>
        <translation>В этой ячейке нет расхождения, решать нечего.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>There is no conflict of interest</source>
        <translation>Конфликта интересов нет</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>There is no conflict…</source>
        <translation>Конфликта нет…</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>There is no criterion “{criterion}” in this contest.</source>
        <translation>В этом конкурсе нет критерия «{criterion}».</translation>
    </message>
    <message>
        <location filename="../../desktop/window.py"/>
        <source>There is no display, so no window was opened. The commands work without one: `tandau --help`.</source>
        <translation>Нет экрана, поэтому окно не открыто. Команды работают и без него: `tandau --help`.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/__init__.py"/>
        <source>There is no language “{name}”; there are {names}.</source>
        <translation>Языка «{name}» нет; есть: {names}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/paper_kinds.py"/>
        <source>There is no paper “{kind}”. There are: {kinds}.</source>
        <translation>Документа «{kind}» нет. Есть: {kinds}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_files.py"/>
        <source>There is no profile “{name}”. Give a path to a .toml file or one of: {names}.</source>
        <translation>Профиля «{name}» нет. Укажите путь к файлу .toml или один из: {names}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>There is no quorum.</source>
        <translation>Нет кворума.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>There is no quorum. Wait until enough members are in the room, and record who is back.</source>
        <translation>Кворума нет. Дождитесь, пока в зале будет достаточно членов комиссии, и запишите вернувшихся.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>There is no recovery key: if keys or passphrases are lost, nobody else opens this packet and its score sheets. Make one before you build.</source>
        <translation>Ключа восстановления нет: если ключи или парольные фразы будут утеряны, этот пакет и его оценочные листы больше никто не откроет. Создайте его до создания пакета.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>There is no territory “{territory}” in this contest.</source>
        <translation>В этом конкурсе нет территории «{territory}».</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>There is no total: the application was not ranked.</source>
        <translation>Общего балла нет: заявка не ранжировалась.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>There is no way back. Save the protocol and the register first.</source>
        <translation>Вернуть их будет нельзя. Сначала сохраните протокол и реестр.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>There is no “{path}”. Check the spelling and the folder.</source>
        <translation>«{path}» не найден. Проверьте написание и папку.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>These applications are not those tied at the cut now. Open the tie again.</source>
        <translation>Это не те заявки, у которых сейчас равны баллы на черте отбора. Откройте голосование заново.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/admission.py"/>
        <source>These applications changed since the list was made; nobody was admitted. Make the list again.</source>
        <translation>Эти заявки изменились после составления списка; ни одна не допущена. Составьте список снова.</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <source>These applications changed since the report was made; nothing was stored. Make the report again.</source>
        <translation>Эти заявки изменились после составления отчёта; ничего не сохранено. Составьте отчёт заново.</translation>
    </message>
    <message>
        <location filename="../../models/intake/source.py"/>
        <source>These columns are not recognised; nothing was taken in. Say for each what it holds, or leave it out.</source>
        <translation>Эти столбцы не распознаны; ничего не принято. Укажите для каждого, что в нём, или пропустите его.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>These lines of the paper sheet are not confirmed yet; it was not handed in:</source>
        <translation>Эти строки бумажного листа ещё не подтверждены; лист не сдан:</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>These people have no key yet; no packet was built. Take their cards first.</source>
        <translation>У этих людей ещё нет ключа; пакет не создан. Сначала примите их карточки.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>These winners differ from what the ranking proposes. Write the reason, for the protocol.</source>
        <translation>Эти победители отличаются от предложенных рейтингом. Напишите причину для протокола.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>They are frozen from now on; changing them makes a new version with a reason.</source>
        <translation>С этого момента они неизменны; изменение создаёт новую версию с указанием причины.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>They close at once. Their marks stay sealed on this computer: nobody reads them, they stand in no sheet and in no total.</source>
        <translation>Они закроются сразу. Их баллы останутся закрытыми на этом компьютере: никто их не читает, они не входят ни в лист, ни в общий балл.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>This PDF is damaged; nothing was checked.</source>
        <translation>Этот PDF повреждён; ничего не проверено.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk.py"/>
        <source>This attachment does not belong to “{application}”.</source>
        <translation>Это приложение не относится к заявке «{application}».</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>This changes what was decided before, so it needs a reason; nothing was changed.</source>
        <translation>Это меняет прежнее решение, поэтому нужна причина; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/room.py"/>
        <source>This computer counts wrongly, so no sitting can be held on it. Nothing was recorded.</source>
        <translation>Этот компьютер считает неверно, поэтому проводить на нём заседание нельзя. Ничего не записано.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>This contest</source>
        <translation>Этот конкурс</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>This contest gives no money, so no sum is awarded. Leave the sum empty.</source>
        <translation>Этот конкурс не даёт денег, поэтому сумма не присуждается. Оставьте сумму пустой.</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>This contest has approved criteria (version {n}) and nothing was changed. Make a new version of them.</source>
        <translation>У этого конкурса есть утверждённые критерии (версия {n}), ничего не изменено. Создайте их новую версию.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/pairs.py"/>
        <source>This contest has no such person or application; no decision was stored.</source>
        <translation>В этом конкурсе нет такого лица или такой заявки; решение не сохранено.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/declarations.py"/>
        <source>This contest has no such person; nothing was stored.</source>
        <translation>В этом конкурсе нет такого человека; ничего не сохранено.</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>This contest is in the central file already; nothing was changed.</source>
        <translation>Этот конкурс уже есть в центральном файле; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/centre/contests.py"/>
        <source>This contest is not in the central file; nothing was changed. Choose one from the list.</source>
        <translation>Этого конкурса нет в центральном файле; ничего не изменено. Выберите конкурс из списка.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>This contest is not in this central file.</source>
        <translation>Этого конкурса нет в этом центральном файле.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>This contest&apos;s rule settles ties in another way than by vote.</source>
        <translation>Правило этого конкурса решает равенство баллов не голосованием.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/viewer.py"/>
        <source>This file can&apos;t be shown here</source>
        <translation>Этот файл нельзя показать здесь</translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>This file is damaged or cut short; nothing was taken from it. Ask for it again.</source>
        <translation>Этот файл повреждён или неполон; из него ничего не взято. Попросите его заново.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/sheet_files.py"/>
        <source>This file is no score sheet; nothing was taken from it.</source>
        <translation>Этот файл – не оценочный лист; из него ничего не взято.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>This file is not sealed to your key, so it can&apos;t be opened. Ask for one made for you.</source>
        <translation>Этот файл запечатан не для вашего ключа, поэтому его нельзя открыть. Попросите файл, предназначенный вам.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/sheet_files.py"/>
        <source>This file is too large to be a score sheet; it was not opened.</source>
        <translation>Этот файл слишком велик для оценочного листа; он не открыт.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>This is a draft. It comes into force when it is approved; until then nothing changes.</source>
        <translation>Это проект. Он вступит в силу после утверждения; до тех пор ничего не меняется.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/lot.py"/>
        <source>This is lot № {draw} of the sitting. Draw it with this number.</source>
        <translation>Это жребий № {draw} заседания. Проведите его с этим номером.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>This is needed for the approval.</source>
        <translation>Это нужно для утверждения.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/involved_table.py"/>
        <source>This is no IIN: 12 digits with a right check digit.</source>
        <translation>Это не ИИН: нужны 12 цифр с верной контрольной цифрой.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>This is no IIN: 12 digits with a right check digit. Leave it empty else.</source>
        <translation>Это не ИИН: нужны 12 цифр с верным контрольным разрядом. Иначе оставьте поле пустым.</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>This is no address of a central database; nothing was done. Write it as postgresql://user@host/database, or name a file.</source>
        <translation>Это не адрес центральной базы данных; ничего не сделано. Напишите его в виде postgresql://user@host/database или укажите файл.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/public_keys.py"/>
        <source>This is not a public key that Tandau can use (ssh-ed25519). Ask the person to export the card again.</source>
        <translation>Это не открытый ключ, пригодный для Tandau (ssh-ed25519). Попросите этого человека выгрузить карточку заново.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/signatures.py"/>
        <source>This is not a signature; the file was not taken.</source>
        <translation>Это не подпись; файл не принят.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>This is not finished yet: {title}. Stop it and close?</source>
        <translation>Ещё не завершено: {title}. Остановить и закрыть окно?</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>This is not the key of {name}, whom the commission elected chair; nothing was signed. Choose the chair&apos;s key file.</source>
        <translation>Это не ключ избранного председателя ({name}); ничего не подписано. Выберите файл ключа председателя.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>This is not the order of the line, or a choice among equal ones: the reason is needed.</source>
        <translation>Это не порядок очереди или выбор среди равных: нужно обоснование.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>This is not the order of those next in line, or a choice among equal ones. Write the reason.</source>
        <translation>Это не порядок очереди или выбор среди равных. Напишите обоснование.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk_packets.py"/>
        <source>This is revision {old} of the packet; you work on revision {new} already. Nothing was changed: go on in revision {new}.</source>
        <translation>Это редакция {old} пакета, а вы уже работаете в редакции {new}. Ничего не изменено: продолжайте в редакции {new}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/contract.py"/>
        <source>This is the next in line for a grant that became free: the commission&apos;s decision is the reason.</source>
        <translation>Это следующий по очереди на освободившийся грант: основание – решение комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>This is the order of the line.</source>
        <translation>Это порядок очереди.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>This key belongs to nobody enrolled; nothing was changed. Enrol the person as staff and take the card.</source>
        <translation>Этот ключ не принадлежит никому из внесённых; ничего не изменено. Внесите человека как сотрудника и примите его карточку.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/pairs.py"/>
        <source>This kind of conflict is not one of the contest&apos;s rules; no decision was stored.</source>
        <translation>Такого вида конфликта нет в правилах конкурса; решение не сохранено.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/former.py"/>
        <source>This laptop keeps another course of the same sitting: other acts, or sheets that this result does not name. Nothing was taken. Hold the further sitting on a laptop that held the first one, or on one that knows nothing of it.</source>
        <translation>На этом ноутбуке хранится другой ход того же заседания: другие действия или листы, которых результат не называет. Ничего не принято. Проведите последующее заседание на ноутбуке, где прошло первое, или на том, где о нём ничего нет.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/statements.py"/>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>This member has no conflict of interest here, so there is nothing to state.</source>
        <translation>У этого члена комиссии здесь нет конфликта интересов, заявлять нечего.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/register.py"/>
        <source>This needs a reason, because it changes what was decided or recorded; nothing was changed.</source>
        <translation>Для этого нужна причина, потому что меняется решённое или записанное; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>This needs its packet and the key of one of the packet&apos;s readers; give both together with this.</source>
        <translation>Для этого нужны его пакет и ключ одного из тех, кто может прочесть пакет; укажите их вместе с этим файлом.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>This needs its packet; give it together with the sheet.</source>
        <translation>Для этого нужен его пакет; укажите его вместе с оценочным листом.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>This needs the key of one of its readers.</source>
        <translation>Для этого нужен ключ одного из тех, для кого файл запечатан.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>This needs the key of the chair, the secretary or the member.</source>
        <translation>Для этого нужен ключ председателя, секретаря или члена комиссии.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>This needs the result file with SHA-256 {sha}; give it together with the protocol.</source>
        <translation>Для этого нужен файл результата с SHA-256 {sha}; укажите его вместе с протоколом.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>This needs the result of the earlier sitting; give it together with this one.</source>
        <translation>Для этого нужен результат предыдущего заседания; дайте его вместе с этим.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/state.py"/>
        <source>This packet carries no approved criteria, so nothing can be counted. Build it after approval.</source>
        <translation>В этом пакете нет утверждённых критериев, поэтому считать нечего. Создайте его после утверждения.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/sheet_files.py"/>
        <source>This paper sheet was not taken. A second person looks at the paper and confirms.</source>
        <translation>Этот бумажный лист не принят. Второй человек сверяет его с бумагой и подтверждает.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>This person scores nothing, so the result is the same either way.</source>
        <translation>Этот человек не выставляет баллов, поэтому результат в обоих случаях один и тот же.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/former.py"/>
        <source>This result contradicts the packet that it names: commission, applications, grants or rules differ. Nothing was taken. Ask the chair for the result as it was signed.</source>
        <translation>Этот результат противоречит пакету, который он называет: отличаются комиссия, заявки, гранты или правила. Ничего не принято. Попросите у председателя результат в том виде, в каком он подписан.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/papers/handing_out.py"/>
        <source>This result has no paper of this kind: nothing was decided that it would tell of.</source>
        <translation>В этом результате такого документа нет: решения, о котором он говорит, не принималось.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>This revision is signed with another key than the one before. Ring the secretary and compare the figures above before you go on.</source>
        <translation>Эта редакция подписана другим ключом, чем прежняя. Прежде чем продолжать, позвоните секретарю и сверьте цифры выше.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/room.py"/>
        <source>This sheet came after decisions that could not stand with it; it was not taken. What the member says is recorded at the sitting: a mark as a reopened mark, a conflict of interest as a decision by vote.</source>
        <translation>Этот оценочный лист пришёл после решений, которые с ним несовместимы; он не принят. Сказанное членом комиссии фиксируется на заседании: оценка – как пересмотренная на заседании, конфликт интересов – как решение голосованием.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet can&apos;t be counted and was not taken. The member mends it and hands in a new revision.</source>
        <translation>Этот оценочный лист нельзя учесть, он не принят. Член комиссии исправляет его и сдаёт новую редакцию.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet is for another contest; it was not taken. Take it in at that contest.</source>
        <translation>Этот оценочный лист относится к другому конкурсу; он не принят. Примите его в том конкурсе.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>This sheet is handed in and closed. The sitting takes it in like every other.</source>
        <translation>Этот лист сдан и закрыт. Заседание примет его, как все остальные.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/sheet_files.py"/>
        <source>This sheet must be signed with the key of whom it belongs to; it was not handed in.</source>
        <translation>Этот оценочный лист нужно подписать ключом того, кому он принадлежит; лист не сдан.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet names version {old} of the roster, the packet has {new}; it was not taken. The member opens the packet again and hands in again.</source>
        <translation>В этом оценочном листе указана версия {old} состава комиссии, а в пакете – {new}; лист не принят. Член комиссии снова открывает пакет и сдаёт лист заново.</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/declarations.py"/>
        <source>This sheet was made for a packet that this central file did not build.</source>
        <translation>Этот лист сделан для пакета, который собран не из этого центрального файла.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet was made for another packet of this contest; it was not taken. The member opens revision {new} (the marks carry over) and hands in again.</source>
        <translation>Этот оценочный лист составлен по другому пакету этого конкурса; он не принят. Член комиссии открывает редакцию {new} (баллы переносятся) и сдаёт лист заново.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet was made for another packet that calls itself revision {n} as well; it was not taken. Ask the secretary which of the two counts.</source>
        <translation>Этот оценочный лист составлен по другому пакету, который тоже называет себя редакцией {n}; он не принят. Спросите секретаря, какой из двух действителен.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet was made for revision {old} of the packet, the sitting uses revision {new}; it was not taken. The member opens revision {new} (the marks carry over) and hands in again.</source>
        <translation>Этот оценочный лист составлен по редакции {old} пакета, а на заседании действует редакция {new}; лист не принят. Член комиссии открывает редакцию {new} (баллы переносятся) и сдаёт лист заново.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>This sheet was scored by other criteria than the approved ones; it was not taken. It is scored anew.</source>
        <translation>Этот оценочный лист заполнен не по утверждённым критериям оценки; он не принят. Нужно оценить заново.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>This sheet was typed for revision {n} of the packet and does not count for the newest one. Every application or the criteria changed since: print the new sheet for the member and type it in.</source>
        <translation>Этот лист введён для редакции {n} пакета и для последней не засчитывается. С тех пор изменились все заявки или критерии: распечатайте члену комиссии новый лист и введите его.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>This sheet was typed for revision {n} of the packet and does not count for the newest one. Lines that can be carried over, because the application is unchanged: {kept}. New or changed, so the member marks them on a new sheet: {anew}.</source>
        <translation>Этот лист введён для редакции {n} пакета и для последней не засчитывается. Строк, которые можно перенести, так как заявка не изменилась: {kept}. Новые или изменённые заявки, член комиссии оценивает их на новом листе: {anew}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>This sheet was typed for revision {n} of the packet and does not count for the newest one. No application changed since: all {kept} lines can be carried over. A second person confirms them anew.</source>
        <translation>Этот лист введён для редакции {n} пакета и для последней не засчитывается. Ни одна заявка с тех пор не изменилась: перенести можно все строки, их число – {kept}. Второй человек подтверждает их заново.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>This sitting is closed. Open a further sitting for a new decision.</source>
        <translation>Это заседание закрыто. Для нового решения откройте следующее заседание.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>This sitting is open already.</source>
        <translation>Это заседание уже открыто.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>This vote decides. Record the decision itself.</source>
        <translation>По этому голосованию решение принято. Запишите само решение.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>This vote is about applications outside the open item: {codes}. Close the item first.</source>
        <translation>Это голосование касается заявок вне открытого вопроса: {codes}. Сначала закройте вопрос.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/store.py"/>
        <source>This workspace belongs to another person&apos;s key; it was not opened. Use that key or another folder.</source>
        <translation>Эта рабочая папка принадлежит ключу другого человека; она не открыта. Используйте тот ключ или другую папку.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/store.py"/>
        <source>This workspace was made by a newer version of Tandau; it was not opened. Update this program.</source>
        <translation>Эта рабочая папка создана более новой версией Tandau; она не открыта. Обновите программу.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Those that were taken in there</source>
        <translation>Те, что приняты там</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Those who share a number are equal: neither points nor votes tell them apart. If one of the winners leaves, the commission decides which of them follows.</source>
        <translation>Заявки с общим номером равны: их не различают ни баллы, ни голоса. Если кто-то из победителей выбудет, между ними решает комиссия.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>Threshold</source>
        <translation>Порог</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Throw all away</source>
        <translation>Убрать все</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Throw this trial away</source>
        <translation>Убрать эту пробу</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Ticked is what the ranking proposes, with the sum asked. {point}</source>
        <translation>Отмечено то, что предлагает рейтинг, с запрошенной суммой. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Ticked is what the ranking proposes. {point}</source>
        <translation>Отмечено то, что предлагает рейтинг. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Ticked is whom the order of the line names. The commission decides by vote. {point}</source>
        <translation>Отмечены те, кого называет порядок очереди. Комиссия решает голосованием. {point}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Tied: {codes}; places: {n}</source>
        <translation>С равными баллами: {codes}; мест: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>Ties compared by</source>
        <translation>При равенстве сравнивалось</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Title</source>
        <translation>Название</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Title and parties</source>
        <translation>Название и стороны</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Title in Kazakh</source>
        <translation>Название на казахском</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/new.py"/>
        <source>Title in Russian</source>
        <translation>Название на русском</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <source>Title of the project</source>
        <translation>Название проекта</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>Titles</source>
        <translation>Названия</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>To</source>
        <translation>По</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>To be ranked</source>
        <translation>Чтобы войти в рейтинг</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/place.py"/>
        <source>To be signed</source>
        <translation>Нужно подписать</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>To decide</source>
        <translation>Решить</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>To look at</source>
        <translation>Обратите внимание</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>To sit down at a laptop, set TANDAU_HOME to one of these folders and start tandau:</source>
        <translation>Чтобы сесть за чей-то ноутбук, задайте в TANDAU_HOME одну из этих папок и запустите tandau:</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>To the commission</source>
        <translation>К составу комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>To the declarations</source>
        <translation>К заявлениям</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>To the list</source>
        <translation>К списку</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Too few marks even if everybody comes</source>
        <translation>Оценок не хватит, даже если придут все</translation>
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
        <translation>Общий балл</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Total at the cut line</source>
        <translation>Общий балл на черте отбора</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Total cost</source>
        <translation>Общая стоимость</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <source>Total, with the middle 95 of 100 resampled panels</source>
        <translation>Общий балл и средние 95 из 100 случайных составов</translation>
    </message>
    <message>
        <location filename="../../ui/desk/marks_panel.py"/>
        <source>Total: {n} of {of}</source>
        <translation>Общий балл: {n} из {of}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/plots.py"/>
        <source>Totals about the cut line</source>
        <translation>Общие баллы у черты отбора</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>Totals are printed</source>
        <translation>Общий балл печатается</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Totals can&apos;t be compared even if all awaited marks come. Different numbers of marks: {sizes}.</source>
        <translation>Общие баллы несравнимы, даже если придут все ожидаемые оценки. Разное число оценок: {sizes}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>Touches the contest without sitting in it</source>
        <translation>Работает с конкурсом, но в заседании не участвует</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Trial</source>
        <translation>Проба</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Trial {n}</source>
        <translation>Проба {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Trials side by side</source>
        <translation>Пробы рядом</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Try any attendance out. Nothing here is recorded.</source>
        <translation>Попробуйте любую явку. Здесь ничего не записывается.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Try decisions on a copy</source>
        <translation>Пробные решения на копии</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Try decisions…</source>
        <translation>Пробные решения…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Type it in</source>
        <translation>Ввести</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Typed by</source>
        <translation>Ввёл(а)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Undecided</source>
        <translation>Не решено</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Undecided or sent back for mending, not in it: {n}.</source>
        <translation>Не решённые или возвращённые на доработку заявки, которые в него не войдут: {n}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>Unequal numbers of marks</source>
        <translation>Неравное число оценок</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>Unequal numbers of marks, and no way is chosen: {territory}.</source>
        <translation>Число оценок неравное, способ не выбран: {territory}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Unequal numbers of marks: totals can&apos;t be compared, so nothing is ranked. Fewer marks: {codes}.</source>
        <translation>Число оценок неравное: общие баллы несопоставимы, рейтинг не строится. Меньше оценок: {codes}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Unequal panels ({territory}): {way}.</source>
        <translation>Неравное число оценок ({territory}): {way}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Unequal panels: {territory}</source>
        <translation>Неравное число оценок: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>Unknown kind</source>
        <translation>Неизвестный вид</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ask.py"/>
        <source>Unlock</source>
        <translation>Открыть ключ</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <source>Unlock my key…</source>
        <translation>Открыть мой ключ…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/session.py"/>
        <source>Unlock your key</source>
        <translation>Откройте свой ключ</translation>
    </message>
    <message>
        <location filename="../../ui/shell/session.py"/>
        <source>Unlocking the key</source>
        <translation>Открытие ключа</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>Used for this search only, and kept in the central file: no packet, sheet or result carries it.</source>
        <translation>Служит только этому поиску и хранится в центральном файле: ни пакет, ни лист, ни результат этого не содержат.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Values</source>
        <translation>Значения</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Version of the commission</source>
        <translation>Версия состава комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Version {n}</source>
        <translation>Версия {n}</translation>
    </message>
    <message>
        <location filename="../../models/packet/roster_files.py"/>
        <source>Version {n} of the commission does not follow from the one before: the list was changed from outside. Put back a copy of the file.</source>
        <translation>Версия {n} состава комиссии не продолжает предыдущую: список изменён извне. Верните на место копию файла.</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Versions</source>
        <translation>Версии</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Views</source>
        <translation>Представления</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Vote again, or name the winners without these places: they stay free, and a further sitting decides.</source>
        <translation>Проголосуйте снова или назовите победителей без этих мест: они останутся свободными, решит следующее заседание.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Vote on a tie ({territory}): {codes}; places left: {places}.</source>
        <translation>Голосование при равных баллах ({territory}): {codes}; осталось мест: {places}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>Vote on the tie: {territory}</source>
        <translation>Голосование при равных баллах: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Vote on the tie…</source>
        <translation>Голосовать при равных баллах…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>Voted: {n} of {of}; abstained: {abstained}. Votes: {counts}.</source>
        <translation>Проголосовали: {n} из {of}; воздержались: {abstained}. Голоса: {counts}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Votes by name</source>
        <translation>Поимённые голоса</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Votes for this decision</source>
        <translation>Голосование по этому решению</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <source>Votes on it that decided nothing: {n}.</source>
        <translation>Голосований без решения: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>Votes, where the commission votes on it</source>
        <translation>Голоса, если комиссия голосует</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>Wait for the missing marks: the member hands in a further revision</source>
        <translation>Ждать недостающие оценки: член комиссии сдаёт следующую редакцию листа</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Warning: {text}</source>
        <translation>Предупреждение: {text}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Watch a folder…</source>
        <translation>Следить за папкой…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>Watching “{folder}”.</source>
        <translation>Идёт слежение за «{folder}».</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Way</source>
        <translation>Способ</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Weight: {weight}</source>
        <translation>Вес: {weight}</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>What a column holds; “-” leaves it out. It is remembered.</source>
        <translation>Что в столбце; «-» – столбец пропустить. Запоминается.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>What became of it</source>
        <translation>Что с ним</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>What becomes of it</source>
        <translation>Что будет</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <source>What changed</source>
        <translation>Что изменилось</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>What changed since the last revision</source>
        <translation>Что изменилось после последней редакции</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/table.py"/>
        <location filename="../../ui/office/intake/report.py"/>
        <source>What changes</source>
        <translation>Что изменится</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/typing.py"/>
        <source>What differs from the paper?</source>
        <translation>Что расходится с бумагой?</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>What happened</source>
        <translation>Что произошло</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/pairs.py"/>
        <source>What is known of these people changed since the report was made; nothing was stored. Make it again.</source>
        <translation>Сведения об этих людях изменились после составления отчёта; ничего не сохранено. Составьте отчёт заново.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>What is left empty gets a line to be written on by hand.</source>
        <translation>Вместо незаполненного остаётся место, чтобы вписать от руки.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>What is open</source>
        <translation>Что не решено</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>What is saved</source>
        <translation>Экономия</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>What is saved of the fund</source>
        <translation>Экономия фонда</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <source>What is shared</source>
        <translation>Что общего</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>What is weighed, in Kazakh</source>
        <translation>Что оценивается, на казахском</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>What is weighed, in Russian</source>
        <translation>Что оценивается, на русском</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>What it comes to</source>
        <translation>Что из этого следует</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>What it holds</source>
        <translation>Что в нём</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>What it says</source>
        <translation>Что сказано</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>What it stands on, for the protocol</source>
        <translation>На чём основано, для протокола</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>What kind of conflict of interest?</source>
        <translation>Какой вид конфликта интересов?</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>What only the sheet here holds would be lost.</source>
        <translation>То, что есть только в здешнем листе, будет потеряно.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>What storing the result would do</source>
        <translation>Что изменит сохранение результата</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>What the declarations so far and any attendance would come to, before anybody is called together: whether the sitting is valid, what can be ranked, and the list by each lawful way.</source>
        <translation>К чему ведут нынешние заявления и любая явка ещё до созыва: правомочно ли заседание, что можно ранжировать и какой список даёт каждый законный способ.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>What the member states</source>
        <translation>Что заявляет член комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>What the new version changes</source>
        <translation>Что меняет новая версия</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>What the result hangs on: members, pairs and criteria left out, resampled panels, the smallest change of marks. A decision aid for chair and secretary, never the official total. Only that it was opened is recorded.</source>
        <translation>От чего зависит результат: подсчёт без членов, пар членов и критериев, случайные составы, наименьшее изменение баллов. Вспомогательный расчёт для председателя и секретаря, никогда не официальный общий балл. Записывается только то, что он открывался.</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>What the selected column holds</source>
        <translation>Что в выбранном столбце</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>What the trial changes</source>
        <translation>Что меняет проба</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <source>What this revision changed</source>
        <translation>Что изменила эта редакция</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>What to do</source>
        <translation>Что делать</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>What to do now: save your card to a USB stick, give it to the secretary, and wait for the packet of the contest. The key itself stays on this computer: give it and its passphrase to nobody.</source>
        <translation>Что делать теперь: сохраните карточку на USB-носитель, передайте её секретарю и ждите пакет конкурса. Сам ключ остаётся на этом компьютере: никому не передавайте ни его, ни парольную фразу.</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>What to show</source>
        <translation>Что показать</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>What to show of the report</source>
        <translation>Что показать из отчёта</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>What to suppose</source>
        <translation>Что предположить</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>What was decided</source>
        <translation>Что решено</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>What was destroyed</source>
        <translation>Что уничтожено</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/recovery.py"/>
        <source>What was sealed before stays open to the old key only: keep it. Packets and sheets made from now on open with the new one. Storing the commission asks for the reason.</source>
        <translation>То, что запечатано раньше, из двух ключей откроет только прежний: сохраните его. Пакеты и листы, созданные после сохранения состава комиссии, откроет новый. При сохранении состава будет спрошена причина.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_files.py"/>
        <source>What “{name}” holds was confirmed of another paper; it was not taken. Ask who sent it.</source>
        <translation>Подтверждение в «{name}» относится к другому бумажному листу; файл не взят. Спросите, кто его прислал.</translation>
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
        <translation>Когда</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>When the purpose has ended, the law has personal data destroyed. Names, IIN, contacts, texts, reasons and attachments of this contest go for ever; codes, marks, points, decisions and sums stay. Copies of the file and packets on USB sticks are destroyed by hand.</source>
        <translation>Когда цель достигнута, закон требует уничтожить персональные данные. Имена, ИИН, контакты, тексты, обоснования и приложения этого конкурса уничтожаются безвозвратно; коды, оценки, баллы, решения и суммы остаются. Копии файла и пакеты на USB-носителях уничтожают вручную.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>When the secretary takes your card, read these figures to each other, best by phone or face to face. If they are the same, nobody has exchanged the card on the way.</source>
        <translation>Когда секретарь примет вашу карточку, прочитайте эти цифры друг другу, лучше по телефону или лично. Если они совпадают, карточку по дороге никто не подменил.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>When they were approved.</source>
        <translation>Когда утверждены.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Where</source>
        <translation>Где</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>Where a member is not sure, the commission decides by vote; where two sheets differ, a person chooses.</source>
        <translation>Если член комиссии не уверен, решает комиссия голосованием; если два листа расходятся, выбирает человек.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Where applicants turn to</source>
        <translation>Куда обращаться заявителям</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>Where applicants turn to, for the notices.</source>
        <translation>Для уведомлений: куда обращаться заявителям.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Where are the score sheets?</source>
        <translation>Где оценочные листы?</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>Where it is carried out</source>
        <translation>Место реализации</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Where more are named than grants are free, all of them together get {sum} KZT at most.</source>
        <translation>Если победителей называют больше, чем свободных грантов, всем им вместе – не более {sum} ₸.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Where shall “{name}” be opened?</source>
        <translation>Где открыть «{name}»?</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers_office.py"/>
        <source>Where the paper is written, as printed.</source>
        <translation>Место составления, как оно печатается.</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Where to build the packet</source>
        <translation>Где создать пакет</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>Where to put the score sheet</source>
        <translation>Куда положить оценочный лист</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/recovery.py"/>
        <source>Where to save the recovery key</source>
        <translation>Куда сохранить ключ восстановления</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Where to save your sheet, e.g. the USB stick</source>
        <translation>Куда сохранить ваш лист, например, на USB-носитель</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Whether it wins for certain under all scenarios, under some, or under none</source>
        <translation>Побеждает ли наверняка во всех вариантах, в некоторых или ни в одном</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <location filename="../../ui/desk/score.py"/>
        <location filename="../../ui/office/screening/list.py"/>
        <source>Which applications to show</source>
        <translation>Какие заявки показывать</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Which list to show</source>
        <translation>Какой список показать</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>Which pairs to show</source>
        <translation>Какие пары показать</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/end.py"/>
        <source>Who and when</source>
        <translation>Кто и когда</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>Who approved the criteria; with the three below.</source>
        <translation>Кто утвердил критерии; вместе с тремя следующими.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/welcome.py"/>
        <source>Who are you, and what did you come for?</source>
        <translation>Кто вы и зачем пришли?</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Who changed the admitted list, when and why; and any published list compared with any other.</source>
        <translation>Кто, когда и почему менял список допущенных; сравнение любого опубликованного списка с любым другим.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Who fares otherwise</source>
        <translation>Для кого иначе</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>Who gave it</source>
        <translation>Кто подал</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Who in the commission and the office may be connected with whom among the applicants, each with the reason. It is a question to a person, never a verdict: you decide, once and for good.</source>
        <translation>Кто в комиссии и в канцелярии может быть связан с кем из заявителей, каждый раз с причиной. Это вопрос к человеку, а не приговор: решаете вы, один раз и навсегда.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>Who is expected</source>
        <translation>Кого ждут</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Who is proposed as chair</source>
        <translation>Кто предложен в председатели</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Who left: {application}</source>
        <translation>Кто выбыл: {application}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Who may apply</source>
        <translation>Кто может подать заявку</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>Who may open the central database is decided by its own users and roles; nothing was changed.</source>
        <translation>Кто может открыть центральную базу данных, решают её собственные пользователи и роли; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>Who shall open this central file no more?</source>
        <translation>У кого отозвать доступ к этому центральному файлу?</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers.py"/>
        <source>Who signs the notices (else left to be written).</source>
        <translation>Кто подписывает уведомления (иначе вписывается от руки).</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>Who wins, by code</source>
        <translation>Кто побеждает, по коду</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Who won, with what points, in which contest; contracts and their deadlines; who is next in line.</source>
        <translation>Кто победил, с какими баллами, в каком конкурсе; договоры и их сроки; кто следующий по очереди.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/typing.py"/>
        <source>Whoever typed it reads this and types the line again.</source>
        <translation>Тот, кто вводил, прочтёт это и введёт строку снова.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>Whom it concerns and how; it stands in your sheet. You may leave it empty.</source>
        <translation>Кого и как это касается; будет стоять в вашем оценочном листе. Можно не заполнять.</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>Whose card is this? It says: {name}</source>
        <translation>Чья это карточка? В ней указано: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Whose grant it is</source>
        <translation>Чей это грант</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Whose sum is furthest from the median of the others&apos;, and by how much</source>
        <translation>Чья сумма дальше всех от медианы остальных и на сколько</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/desk/packets.py"/>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <location filename="../../ui/office/duplicates/lists.py"/>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Why are the criteria changed?</source>
        <translation>Почему меняются критерии?</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>Why did this change?</source>
        <translation>Почему это изменилось?</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Why do you correct your sheet?</source>
        <translation>Почему вы исправляете свой лист?</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>Why is the commission changed?</source>
        <translation>Почему меняется состав комиссии?</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Why is the contract date changed?</source>
        <translation>Почему меняется дата договора?</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>Why is the handed-in sheet corrected?</source>
        <translation>Почему исправляется сданный лист?</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>Why it can&apos;t be stored</source>
        <translation>Почему его нельзя сохранить</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Why it is left aside</source>
        <translation>Почему отложен</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Why the item is stopped; it stands in the protocol.</source>
        <translation>Почему вопрос прекращается; это войдёт в протокол.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Why this number?</source>
        <translation>Почему такое число?</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>Why this value, for the protocol</source>
        <translation>Почему это значение – для протокола</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/report.py"/>
        <source>Why, and what to look at</source>
        <translation>Почему и на что обратить внимание</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>Why?</source>
        <translation>Почему?</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>Window for the projector</source>
        <translation>Окно для проектора</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Winners</source>
        <translation>Победители</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>Winners and contracts</source>
        <translation>Победители и договоры</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>Winners are not named: {territory}.</source>
        <translation>Победители не определены: {territory}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>Winners by territory</source>
        <translation>Число победителей по территориям</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>Winners can&apos;t be named while questions are open. Nothing was recorded. Settle these first:</source>
        <translation>Победителей нельзя определить, пока есть нерешённые вопросы. Ничего не записано. Сначала решите:</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>Winners named ({territory}): {awards}.</source>
        <translation>Определены победители ({territory}): {awards}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>Winners named: {n}; grants for “{territory}”: {grants}. Name fewer.</source>
        <translation>Определено победителей: {n}; грантов для «{territory}»: {grants}. Определите меньше победителей.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Winners stand here once the result of the sitting is stored.</source>
        <translation>Победители появятся здесь, когда будет сохранён результат заседания.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Winners: {n} of {grants}. Sum: {sum} KZT.</source>
        <translation>Победителей: {n} из {grants}. Сумма: {sum} тенге.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/dialogs.py"/>
        <source>Winners: {n} of {places}.</source>
        <translation>Победителей: {n} из {places}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Winners: {n}; grants: {grants}; awarded: {sum} KZT.</source>
        <translation>Победителей: {n}; грантов: {grants}; присуждено: {sum} тенге.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Winners: {n}; prize places: {places}.</source>
        <translation>Победителей: {n}; призовых мест: {places}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>Winners: {territory}</source>
        <translation>Победители: {territory}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>Wins</source>
        <translation>Побеждает</translation>
    </message>
    <message>
        <location filename="../../ui/shell/language.py"/>
        <source>With details</source>
        <translation>С подробностями</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>With its recused members out of the room there would be no quorum. Wait for more members.</source>
        <translation>Когда члены с самоотводом выйдут, кворума не будет. Дождитесь других членов комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>With remarks</source>
        <translation>С замечаниями</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>With the key file as it is from now on, the key opens nothing. A copy of the key file made before goes on opening this file and its copies: ask for it back, or keep the file where the person can&apos;t reach it.</source>
        <translation>С новым файлом ключа этот ключ ничего не открывает. Но копия файла ключа, сделанная раньше, по-прежнему открывает этот файл и его копии: заберите её или храните файл там, где он этому человеку недоступен.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>With the marks</source>
        <translation>С баллами</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>With whom they were agreed; repeatable.</source>
        <translation>С кем согласованы; можно повторять.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/page.py"/>
        <source>Withdrawn…</source>
        <translation>Отозвана…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>Withdrew</source>
        <translation>Отказался(-ась)</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>Without a folder</source>
        <translation>Без папки</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>Without a place for want of marks: {n}.</source>
        <translation>Без места из-за нехватки оценок: {n}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>Without criterion {criterion}</source>
        <translation>Без критерия {criterion}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Without them</source>
        <translation>Без них</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>Without them the numbers of marks are unequal; lawful ways: {ways}.</source>
        <translation>Без них число оценок неравно; законные способы: {ways}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>Without {member}</source>
        <translation>Без оценок: {member}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>Without {one} and {other}</source>
        <translation>Без оценок: {one}; {other}</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/page.py"/>
        <source>Word them anew…</source>
        <translation>Изменить текст…</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/page.py"/>
        <source>Work on this contest</source>
        <translation>Работать с этим конкурсом</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/page.py"/>
        <source>Would it change?</source>
        <translation>Изменился бы результат?</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>Write fewer words, choose “All applications”, or take the result of the sitting first.</source>
        <translation>Напишите меньше слов, выберите «Все заявки» или сначала примите результат заседания.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/papers_office.py"/>
        <source>Write papers of a central file: the technical selection, contracts, the destruction of personal data.</source>
        <translation>Записать документы центрального файла: технический отбор, договоры, уничтожение персональных данных.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>Write the answer as JSON, for a program.</source>
        <translation>Записать ответ в виде JSON, для программы.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/papers_dialogs.py"/>
        <source>Write the notices…</source>
        <translation>Записать уведомления…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/duplicates.py"/>
        <source>Write the pairs here, as CSV.</source>
        <translation>Записать пары сюда, в виде CSV.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Write the protocol…</source>
        <translation>Записать протокол…</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/count.py"/>
        <source>Write the ranking here instead of printing it.</source>
        <translation>Записать рейтинг сюда, а не выводить на экран.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/conflicts.py"/>
        <source>Write the table here instead of printing it.</source>
        <translation>Записать таблицу сюда вместо вывода.</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Write…</source>
        <translation>Записать…</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Writing the matrix of marks</source>
        <translation>Запись таблицы оценок</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/papers_tab.py"/>
        <source>Writing the papers</source>
        <translation>Запись документов</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Writing the protocol</source>
        <translation>Запись протокола</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>Writing the statement</source>
        <translation>Запись заявления</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <location filename="../../ui/office/duplicates/work.py"/>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Writing the table</source>
        <translation>Запись таблицы</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Writing the typed sheet</source>
        <translation>Запись введённого листа</translation>
    </message>
    <message>
        <location filename="../../ui/office/papers/part.py"/>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>Written into “{folder}”: {names}</source>
        <translation>Записано в «{folder}»: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>Written: {name}</source>
        <translation>Записано: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/office/lists/page.py"/>
        <source>Written: {name}.</source>
        <translation>Записано: {name}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>Written: {name}. It names people and what connects them: keep it in the office.</source>
        <translation>Записано: {name}. В таблице названы люди и их связи: не выносите её из канцелярии.</translation>
    </message>
    <message>
        <location filename="../../ui/office/duplicates/page.py"/>
        <source>Written: {name}. It names people and what they share: keep it in the office.</source>
        <translation>Записано: {name}. В таблице названы люди и то, что у них общего: не выносите её из канцелярии.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/carry.py"/>
        <source>Written: {name}. Open it and print it for the member.</source>
        <translation>Записано: {name}. Откройте файл и распечатайте его для члена комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>Written: {name}. The member signs it.</source>
        <translation>Записано: {name}. Его подписывает член комиссии.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/typing.py"/>
        <source>You answer for them with your key. The lines: {codes}</source>
        <translation>Вы отвечаете за них своим ключом. Строки: {codes}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>You are</source>
        <translation>Вы</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>You have no key on this computer yet</source>
        <translation>На этом компьютере у вас ещё нет ключа</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>You have scored these already: {codes}. Declare all the same?</source>
        <translation>Эти заявки вы уже оценили: {codes}. Всё равно заявить?</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>You need a key to open the packet and to sign your score sheet. It takes a minute and is done once. Choose a passphrase that you will remember: nobody can restore it.</source>
        <translation>Ключ нужен, чтобы открыть пакет и подписать оценочный лист. Это займёт минуту и делается один раз. Выберите парольную фразу, которую запомните: восстановить её не сможет никто.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/welcome.py"/>
        <source>You were here last time</source>
        <translation>В прошлый раз вы были здесь</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Your answer</source>
        <translation>Ваш ответ</translation>
    </message>
    <message>
        <location filename="../../ui/shell/place.py"/>
        <source>Your card was saved: {name}. Give it to the secretary.</source>
        <translation>Ваша карточка сохранена: {name}. Передайте её секретарю.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Your declarations and marks came along from the earlier revision, except for applications that were changed: {n}. Declare and score those again.</source>
        <translation>Ваши заявления и баллы перенесены из прежней редакции, кроме изменённых заявок: {n}. По ним сделайте заявление и оцените снова.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Your declarations and marks came along from the earlier revision.</source>
        <translation>Ваши заявления и баллы перенесены из прежней редакции.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Your drafts of the earlier revision could not come along: {reason} Bring the earlier packet file once more, then open this one again.</source>
        <translation>Черновики прежней редакции перенести не удалось: {reason} Откройте файл прежнего пакета ещё раз, затем снова этот.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>Your key</source>
        <translation>Ваш ключ</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>Your key does not open the central file “{name}”; nothing was changed. Give your card to somebody who can open it: the Office admits it on its first page.</source>
        <translation>Ваш ключ не открывает центральный файл «{name}»; ничего не изменено. Передайте карточку тому, кто его открывает: доступ дают на первой странице канцелярии.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>Your key is locked</source>
        <translation>Ваш ключ закрыт</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/work.py"/>
        <location filename="../../ui/office/paper_sheets/work.py"/>
        <source>Your key is locked; nothing was done. Unlock it first.</source>
        <translation>Ваш ключ закрыт; ничего не сделано. Сначала откройте его.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/opening_page.py"/>
        <source>Your key is not on the roster of this contest, so you can look, but the program records nothing in your name. Sign in with the secretary&apos;s or the proposed chair&apos;s key.</source>
        <translation>Вашего ключа нет в составе комиссии этого конкурса: смотреть можно, но от вашего имени программа ничего не записывает. Войдите с ключом секретаря или предложенного председателя.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>Your key is unlocked. Its fingerprint: {fingerprint}</source>
        <translation>Ваш ключ открыт. Его отпечаток: {fingerprint}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/session.py"/>
        <source>Your key signs and opens files in your name. It stays unlocked until you close the window.</source>
        <translation>Ключ подписывает и открывает файлы от вашего имени. Он остаётся открытым, пока вы не закроете окно.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Your sheet</source>
        <translation>Ваш лист</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Your sheet is handed in and closed. Take the file to the secretary on a USB stick, or send it: only the chair and the secretary can open it. If the file got lost, save it again.</source>
        <translation>Ваш оценочный лист сдан и закрыт. Отнесите файл секретарю на USB-носителе или отправьте: открыть его могут только председатель и секретарь. Если файл потерялся, сохраните его ещё раз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>Your sheet is handed in, so declarations are closed. To change one, open a correction.</source>
        <translation>Ваш оценочный лист сдан, поэтому заявления закрыты. Чтобы изменить их, откройте исправление.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>Your sheet is handed in: you can read, but change nothing.</source>
        <translation>Ваш лист сдан: можно читать, но нельзя менять.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Your sheet is open again. Change what is wrong, then hand in once more.</source>
        <translation>Ваш лист снова открыт. Исправьте неверное и сдайте ещё раз.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Your sheet was saved: {path}. Give it to the secretary.</source>
        <translation>Ваш лист сохранён: {path}. Передайте его секретарю.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Your statement</source>
        <translation>Ваше подтверждение</translation>
    </message>
    <message>
        <location filename="../../ui/desk/hand_in.py"/>
        <source>Your totals</source>
        <translation>Ваши общие баллы</translation>
    </message>
    <message>
        <location filename="../../ui/desk/distribution.py"/>
        <source>Your totals: {told}</source>
        <translation>Ваши общие баллы: {told}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>a better order may exist</source>
        <translation>возможен лучший порядок</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>a bracket is not closed</source>
        <translation>скобка не закрыта</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>a clash settled</source>
        <translation>расхождение решено</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>a column stands twice</source>
        <translation>столбец встречается дважды</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>a conflict of interest</source>
        <translation>конфликт интересов</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>a contract is recorded, and the result now says otherwise</source>
        <translation>договор записан, а результат теперь говорит другое</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>a correction needs its reason</source>
        <translation>для исправления нужна причина</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a date such as 2024-03-25</source>
        <translation>дата, например 2024-03-25</translation>
    </message>
    <message>
        <location filename="../../models/intake/reading.py"/>
        <source>a date such as 31.12.2001 or 2001-12-31</source>
        <translation>дата вида 31.12.2001 или 2001-12-31</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a date with a time such as 2024-04-24T23:59:00</source>
        <translation>дата со временем, например 2024-04-24T23:59:00</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>a decision on a conflict of interest concerns nobody here: {code}</source>
        <translation>решение о конфликте интересов ни к кому здесь не относится: {code}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>a figure stands in the table once</source>
        <translation>каждое число стоит в таблице один раз</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>a half goes to the even digit</source>
        <translation>половина – к чётной цифре</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>a half goes up</source>
        <translation>половина – вверх</translation>
    </message>
    <message>
        <location filename="../../models/intake/parts.py"/>
        <source>a line for each row: action | dates | target group</source>
        <translation>каждая строка отдельно: мероприятие | сроки | целевая группа</translation>
    </message>
    <message>
        <location filename="../../models/intake/parts.py"/>
        <source>a line for each row: item | quantity | price | amount</source>
        <translation>каждая строка отдельно: статья расходов | количество | цена | сумма</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>a line is confirmed twice</source>
        <translation>одна строка подтверждена дважды</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>a link to another place; put the file itself here</source>
        <translation>ссылка на другое место; положите сюда сам файл</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a list</source>
        <translation>список</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a list of {n}: {items}</source>
        <translation>список, значений {n}: {items}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a list, each item: {item}</source>
        <translation>список, каждое значение: {item}</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>a new line is expected after the value before it</source>
        <translation>после предшествующего значения ожидается новая строка</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>a non-governmental organisation</source>
        <translation>неправительственная организация</translation>
    </message>
    <message>
        <location filename="../../models/intake/reading.py"/>
        <source>a number of months, for example 3</source>
        <translation>число месяцев, например 3</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>a paper sheet is typed by one person and confirmed by another</source>
        <translation>бумажный лист вводит один человек, а подтверждает другой</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>a part of the name is missing</source>
        <translation>нет части имени</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>a project that won an earlier contest: {win}; {what}</source>
        <translation>проект, победивший в прежнем конкурсе: {win}; {what}</translation>
    </message>
    <message>
        <location filename="../../models/contest/criteria.py"/>
        <source>a scale has at most {n} points</source>
        <translation>в шкале не более {n} баллов</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>a score sheet, as it was carried to the sitting</source>
        <translation>оценочный лист в том виде, в каком его принесли на заседание</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>a second application of the same person</source>
        <translation>повторная заявка того же лица</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>a second value for application “{application}”, member “{member}”, criterion “{criterion}”</source>
        <translation>второе значение: заявка «{application}», член комиссии «{member}», критерий «{criterion}»</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>a secretary</source>
        <translation>секретарь</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>a sitting ranks by territory; expected: {expected}</source>
        <translation>на заседании рейтинг строится по территориям; ожидалось: {expected}</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>a slip of letters</source>
        <translation>описка в буквах</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>a step that joins comes before it</source>
        <translation>перед ним стоит объединяющий шаг</translation>
    </message>
    <message>
        <location filename="../../models/intake/reading.py"/>
        <source>a sum in whole tenge, for example 1 000 000</source>
        <translation>сумма в целых тенге, например 1 000 000</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a table</source>
        <translation>таблица</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a table with the keys {keys}</source>
        <translation>таблица с ключами {keys}</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>a text is not closed by its quotation mark, or has a sign that may not stand there</source>
        <translation>текст не закрыт кавычкой или содержит недопустимый знак</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>a way for unequal panels</source>
        <translation>способ сравнения при неравном числе оценок</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>a whole number</source>
        <translation>целое число</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>above the line</source>
        <translation>выше черты отбора</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>absent</source>
        <translation>отсутствует</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/choices.py"/>
        <source>absent, no vote</source>
        <translation>отсутствует, без голоса</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>abstained</source>
        <translation>воздержался</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>added</source>
        <translation>добавлено</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>added: {who} (row {row})</source>
        <translation>добавлено: {who} (строка {row})</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>address</source>
        <translation>адрес</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening_list.py"/>
        <source>admitted</source>
        <translation>допущена</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <location filename="../../ui/office/packet/words.py"/>
        <source>admitted applications</source>
        <translation>допущенные заявки</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <source>admitted applications of this contest</source>
        <translation>допущенные заявки этого конкурса</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>after a drop over “{over}” comes the step that joins them</source>
        <translation>после отбрасывания по «{over}» следует шаг, который их объединяет</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>after a drop over “{over}” the weights fit no longer</source>
        <translation>после отбрасывания по «{over}» веса уже не подходят</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>against</source>
        <translation>против</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/list.py"/>
        <source>all</source>
        <translation>все</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>all (because of {codes})</source>
        <translation>все (из-за {codes})</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>all marks of the panel</source>
        <translation>всем оценкам</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>all pairs</source>
        <translation>все пары</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>all territories</source>
        <translation>все территории</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>all who share the last place are proposed</source>
        <translation>предлагаются все, кто делит последнее место</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>already there</source>
        <translation>уже есть</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>an additional contest</source>
        <translation>дополнительный конкурс</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>an admitted application</source>
        <translation>допущенная заявка</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>an application is out</source>
        <translation>заявка выбывает</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>an empty paper score sheet</source>
        <translation>чистый бумажный оценочный лист</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>an exact number: a whole number, a decimal such as 0.15, or text such as &apos;1/3&apos;</source>
        <translation>точное число: целое, десятичная дробь вида 0.15 или текст вида &apos;1/3&apos;</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>another</source>
        <translation>другой</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>another order of the quotas</source>
        <translation>другой порядок квот</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>another sum</source>
        <translation>другая сумма</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>applicant</source>
        <translation>заявитель</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>application added</source>
        <translation>добавлена заявка</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>application changed</source>
        <translation>изменена заявка</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>application removed</source>
        <translation>исключена заявка</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>application, member and criterion must not be empty</source>
        <translation>заявка, член комиссии и критерий не должны быть пустыми</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>applications received</source>
        <translation>принято заявок</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>applications that belong together: {n}; the two most alike: {pair}; {what}</source>
        <translation>похожих между собой заявок: {n}; больше всего похожи: {pair}; {what}</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>applications: {n}</source>
        <translation>заявок: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile.py"/>
        <source>at least 1 place is expected, or a roof “{key}”</source>
        <translation>ожидается хотя бы 1 место или предел «{key}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/criteria.py"/>
        <source>at least one criterion is needed, and each code is used once</source>
        <translation>нужен хотя бы один критерий, каждый код используется один раз</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>at least one figure is dropped</source>
        <translation>отбрасывается хотя бы одно число</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <location filename="../../models/contest/profile_words.py"/>
        <source>at least one is expected, nothing stands here</source>
        <translation>ожидается хотя бы одно, здесь ничего нет</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>at least {share} of {of}</source>
        <translation>не менее {share} от {of}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>at least: {n}</source>
        <translation>не менее: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>at most {at}: what is above becomes it</source>
        <translation>не более {at}: большее приравнивается к нему</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>at most: {n}</source>
        <translation>не более: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>attachments</source>
        <translation>приложения</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>attachments that members see</source>
        <translation>приложения, которые видят члены комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>awarded, KZT</source>
        <translation>присуждено, тенге</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>being treated</source>
        <translation>рассматривается</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>belongs to the application, so it comes after the members are joined</source>
        <translation>относится к заявке, поэтому стоит после объединения членов комиссии</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>below the cut line</source>
        <translation>ниже черты отбора</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>below the least total</source>
        <translation>не набран минимальный балл</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>below the line</source>
        <translation>ниже черты отбора</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>birth date</source>
        <translation>дата рождения</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>by the majority of the members present</source>
        <translation>большинством присутствующих членов</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>by the ranking</source>
        <translation>по рейтингу</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>by the table of points: {points}</source>
        <translation>по таблице баллов: {points}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>by video</source>
        <translation>по видеоконференцсвязи</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>calendar days, at most: {n}</source>
        <translation>календарных дней, не более: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>calendar days: {n}</source>
        <translation>календарных дней: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>can&apos;t be counted</source>
        <translation>не считается</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>can&apos;t be read</source>
        <translation>не читается</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>can&apos;t be read: {why}</source>
        <translation>не читается: {why}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>can&apos;t be said</source>
        <translation>сказать нельзя</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>case, spaces or signs</source>
        <translation>регистр, пробелы или знаки</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <source>changed</source>
        <translation>изменена</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/words.py"/>
        <source>changed at intake</source>
        <translation>изменена при приёме</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>closed</source>
        <translation>закрыт</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>code {code} is stored for another person (another IIN); give this row a code of its own or correct the IIN</source>
        <translation>код {code} принадлежит другому человеку (другой ИИН); дайте этой строке свой код или исправьте ИИН</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>commission changed</source>
        <translation>изменена комиссия</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>complete</source>
        <translation>полный</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>completed</source>
        <translation>исполнен</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>confirmed</source>
        <translation>подтверждено</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>conflict</source>
        <translation>конфликт</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>conflict of interest</source>
        <translation>конфликт интересов</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>conflict of interest decided</source>
        <translation>принято решение о конфликте интересов</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/choices.py"/>
        <source>conflict of interest, no vote</source>
        <translation>конфликт интересов, без голоса</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>contest changed</source>
        <translation>изменён конкурс</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>contracts</source>
        <translation>договоров</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>correction open</source>
        <translation>открыто исправление</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>counted</source>
        <translation>учтено</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>criteria changed</source>
        <translation>изменены критерии оценки</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>criteria have weights, so a weighted-sum or weighted-mean step is expected</source>
        <translation>у критериев есть веса, поэтому ожидается шаг weighted-sum или weighted-mean</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>damaged or far too large inside; open it, save it anew and ask for it again</source>
        <translation>повреждён или слишком велик внутри; откройте и сохраните его заново либо запросите ещё раз</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>damaged, or none of JPEG, PNG, PDF, DOCX; ask for it again in one of these kinds</source>
        <translation>повреждён либо не JPEG, PNG, PDF или DOCX; запросите его заново в одном из этих видов</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>decided before: conflict</source>
        <translation>решено ранее: конфликт есть</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>decided before: no conflict</source>
        <translation>решено ранее: конфликта нет</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>decided on {date} by {by}: conflict. {reason}</source>
        <translation>решено {date}, решил(а) {by}: конфликт есть. {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/conflicting.py"/>
        <source>decided on {date} by {by}: no conflict. {reason}</source>
        <translation>решено {date}, решил(а) {by}: конфликта нет. {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>decided: conflict</source>
        <translation>решено: конфликт есть</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>decided: no conflict</source>
        <translation>решено: конфликта нет</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>differs from the paper</source>
        <translation>расходится с бумагой</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <location filename="../../models/sitting/saying.py"/>
        <source>disqualified</source>
        <translation>отстранена от конкурса</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>does not fit</source>
        <translation>не подходит</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>does not meet the requirements</source>
        <translation>не соответствует требованиям</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>does not win</source>
        <translation>не побеждает</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/steps.py"/>
        <source>done</source>
        <translation>выполнено</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>e-mail</source>
        <translation>эл. почта</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>each code is used once; “{code}” stands twice</source>
        <translation>каждый код используется один раз; «{code}» стоит дважды</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>each way is named once; expected: {expected}</source>
        <translation>каждый способ называется один раз; ожидается: {expected}</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>earlier winner</source>
        <translation>прежний победитель</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>empty; ask for it again</source>
        <translation>пустой; запросите его заново</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>enrolled: {n}</source>
        <translation>внесено: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/criteria.py"/>
        <source>every point of the scale needs its words exactly once</source>
        <translation>каждому баллу шкалы нужно ровно одно описание</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: a first day from 0 on and a last day not before it; found: {first}–{last}</source>
        <translation>ожидается первый день от 0 и последний не раньше него; указано: {first}–{last}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: a number above 0; found: {found}</source>
        <translation>ожидается число больше 0; указано: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: a number above {least}; found: {found}</source>
        <translation>ожидается число больше {least}; указано: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>expected: a number from {least} on; found: {found}</source>
        <translation>ожидается число от {least}; указано: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>expected: a number up to {most}; found: {found}</source>
        <translation>ожидается число не больше {most}; указано: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: a share from 0 to 1, such as &apos;1/2&apos; or &apos;2/3&apos;; found: {found}</source>
        <translation>ожидается доля от 0 до 1, например &apos;1/2&apos; или &apos;2/3&apos;; указано: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: another figure than {key}; found: {found}</source>
        <translation>ожидается число, отличное от {key}; указано: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile.py"/>
        <source>expected: at least the {n} places kept; found: {at_most}</source>
        <translation>ожидается: не меньше сохраняемых мест ({n}); стоит: {at_most}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: lower case letters; found: “{found}”</source>
        <translation>ожидаются строчные буквы; указано: «{found}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: not before {first}; found: {found}</source>
        <translation>ожидается не раньше {first}; указано: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: not less than {least}; found: {found}</source>
        <translation>ожидается не меньше {least}; указано: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: one of {codes}; found: “{found}”</source>
        <translation>ожидалось одно из: {codes}; найдено: «{found}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: the code of an earlier rule, one of {codes}; found: “{found}”</source>
        <translation>ожидается код более раннего правила, один из {codes}; указано: «{found}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>expected: the name of a zone such as “{example}”; found: “{found}”</source>
        <translation>ожидается: название часового пояса, например «{example}»; найдено: «{found}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>expected: {expected}; found: {found}</source>
        <translation>ожидается: {expected}; указано: {found}</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>failed</source>
        <translation>не состоялся</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>figures are dropped over “{one}” or “{other}”</source>
        <translation>числа отбрасываются по «{one}» или «{other}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>figures dropped: {n}; criteria: {of}; nothing is left to count</source>
        <translation>отбрасывается чисел: {n}; критериев: {of}; считать нечего</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>first declare</source>
        <translation>сначала заявления</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>first open a packet</source>
        <translation>сначала откройте пакет</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>first those whose column “{column}” says: {values}</source>
        <translation>сначала те, у кого в столбце «{column}» указано: {values}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>for</source>
        <translation>за</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>from {first} to {last} full years inclusive, on the day of application</source>
        <translation>от {first} до {last} полных лет включительно, на день подачи заявки</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>further data</source>
        <translation>дополнительные данные</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>further employers</source>
        <translation>другие места работы</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>grants</source>
        <translation>грантов</translation>
    </message>
    <message>
        <location filename="../../models/contest/founding.py"/>
        <source>grants of {code}: expected a number above 0; found: {found}</source>
        <translation>гранты {code}: ожидается число больше 0; указано: {found}</translation>
    </message>
    <message>
        <location filename="../../models/contest/founding.py"/>
        <source>grants of {code}: the source carries two figures, {one} and {other}; decide on a number</source>
        <translation>гранты {code}: в источнике два числа, {one} и {other}; определите число</translation>
    </message>
    <message>
        <location filename="../../models/contest/founding.py"/>
        <source>grants: there is no territory “{code}” in this lot; it has {codes}</source>
        <translation>гранты: в этом лоте нет территории «{code}»; есть {codes}</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>grants: {n}</source>
        <translation>грантов: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>groups as they stand</source>
        <translation>группы в нынешнем порядке</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>groups in the opposite order</source>
        <translation>группы в обратном порядке</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>handed in</source>
        <translation>сдан</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>handed in, revision {n}</source>
        <translation>сдан, редакция {n}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>handed in: revision {n}</source>
        <translation>сдано: редакция {n}</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>has a stored result, but none in this one</source>
        <translation>имеет сохранённый результат, а в этом его нет</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>has not declared yet</source>
        <translation>ещё не заявлял(а)</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>holds</source>
        <translation>подтверждено</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>how marks become a total: {new}; before: {old}</source>
        <translation>как считается общий балл: {new}; было: {old}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>in person</source>
        <translation>очно</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>in person and by video</source>
        <translation>очно и по видеоконференцсвязи</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/winners/further_dialogs.py"/>
        <source>in place of {application}: {name}</source>
        <translation>вместо {application}: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>incomplete</source>
        <translation>неполный</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>initials</source>
        <translation>инициалы</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>is added</source>
        <translation>добавляется</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>is changed</source>
        <translation>изменяется</translation>
    </message>
    <message>
        <location filename="../../models/plain_files.py"/>
        <location filename="../../models/sealing/reading.py"/>
        <source>it is a folder</source>
        <translation>это папка</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>it is enough that the project is for such a group</source>
        <translation>достаточно, чтобы проект был для такой группы</translation>
    </message>
    <message>
        <location filename="../../models/plain_files.py"/>
        <source>it is no file but a device or a pipe</source>
        <translation>это не файл, а устройство или канал</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>kept as further data: {name}</source>
        <translation>как дополнительные данные: {name}</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>larger than {mb} MB</source>
        <translation>больше {mb} МБ</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>last those whose column “{column}” says: {values}</source>
        <translation>последними те, у кого в столбце «{column}» указано: {values}</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>leaves</source>
        <translation>выбывает</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>left out</source>
        <translation>не берётся</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>left the commission</source>
        <translation>вышел(а) из состава</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>less than {share} of {of}</source>
        <translation>менее {share} от {of}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_files.py"/>
        <source>line {line}, {key}: {what}</source>
        <translation>строка {line}, {key}: {what}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_files.py"/>
        <source>line {line}: text in UTF-8 is expected; save the file in this encoding</source>
        <translation>строка {line}: ожидается текст в UTF-8; сохраните файл в этой кодировке</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>line {line}: this is not valid TOML ({why})</source>
        <translation>строка {line}: это неверный TOML ({why})</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>locked, asks for the passphrase when needed</source>
        <translation>закрыт, при необходимости спросит парольную фразу</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>look-alike letters of another alphabet</source>
        <translation>похожие буквы другого алфавита</translation>
    </message>
    <message>
        <location filename="../../models/contest/founding.py"/>
        <source>lot: expected one of {codes}; found: “{found}”</source>
        <translation>лот: ожидается один из {codes}; указано: «{found}»</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>make it once</source>
        <translation>создайте один раз</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>makes further winners where the operator consents</source>
        <translation>с согласия оператора называются дополнительные победители</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>makes further winners, in the order of the line</source>
        <translation>идёт дополнительным победителям в порядке очереди</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>member</source>
        <translation>член комиссии</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>members do not see them</source>
        <translation>члены комиссии их не видят</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>members of the commission: {n} of at least {needed}</source>
        <translation>члены комиссии: {n}, нужно не менее {needed}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>members&apos; marks, at least: {n}</source>
        <translation>оценок членов комиссии, не менее: {n}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>mentor</source>
        <translation>наставник</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>minus {what}</source>
        <translation>вычитается: {what}</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>missing</source>
        <translation>нет</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>months, at most: {n}</source>
        <translation>месяцев, не более: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>more of the best mark, then of the next best, and so on</source>
        <translation>больше лучших оценок, затем следующих и так далее</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>more than {share} of all members</source>
        <translation>более {share} от числа всех членов</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>more than {share} of {of}</source>
        <translation>более {share} от {of}</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>moved</source>
        <translation>перемещено</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>moved: {who}: {old} → {new}</source>
        <translation>перемещено: {who}: {old} → {new}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>multiplied by {what}</source>
        <translation>умножается на: {what}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>must leave: conflict of interest</source>
        <translation>должен выйти: конфликт интересов</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>name</source>
        <translation>имя</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>named at the sitting</source>
        <translation>заявлено на заседании</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>named exactly where the tie step compares a column</source>
        <translation>указывается тогда и только тогда, когда шаг при равенстве сравнивает столбец</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>named exactly where the tie step compares a criterion</source>
        <translation>указывается тогда и только тогда, когда шаг при равенстве сравнивает критерий</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>named exactly where the tie step compares a round</source>
        <translation>указывается тогда и только тогда, когда шаг при равенстве сравнивает тур</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>named only where the tie step compares a column</source>
        <translation>указывается только там, где шаг при равенстве сравнивает столбец</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <source>new</source>
        <translation>новая</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>next</source>
        <translation>следующий</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <location filename="../../ui/office/words.py"/>
        <source>next in line</source>
        <translation>следующий по очереди</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>next in line: {n}</source>
        <translation>следующий по очереди: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/steps.py"/>
        <source>next step</source>
        <translation>следующий шаг</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>no</source>
        <translation>нет</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>no application has a code or IIN that its folder or name begins with</source>
        <translation>нет заявки, с кода или ИИН которой начинается папка или имя файла</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>no applications</source>
        <translation>нет заявок</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>no card was taken yet</source>
        <translation>карточка ещё не принята</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>no conflict</source>
        <translation>конфликта нет</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>no conflict of interest</source>
        <translation>конфликта интересов нет</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <location filename="../../models/sitting/saying.py"/>
        <source>no contract came about</source>
        <translation>договор не состоялся</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>no contract date yet</source>
        <translation>нет даты договора</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>no criterion “{criterion}”; there are: {known}</source>
        <translation>нет критерия «{criterion}»; есть: {known}</translation>
    </message>
    <message>
        <location filename="../../models/plain_files.py"/>
        <source>no file can have this name</source>
        <translation>у файла не может быть такого имени</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>no further grant is given</source>
        <translation>дальше гранты не даются</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>no order needs fewer</source>
        <translation>меньше невозможно</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>no packet yet</source>
        <translation>пакета ещё нет</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>no place left under the quotas of groups</source>
        <translation>по квотам групп места не осталось</translation>
    </message>
    <message>
        <location filename="../../ui/desk/points.py"/>
        <source>no points yet</source>
        <translation>балла ещё нет</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>no step joins rounds, so there is none to compare</source>
        <translation>ни один шаг не объединяет туры, поэтому сравнивать нечего</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>no step joins the criteria (over “{one}” or “{other}”)</source>
        <translation>нет шага, объединяющего критерии (по «{one}» или «{other}»)</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>no step joins the members&apos; figures (over “{one}” or “{other}”)</source>
        <translation>нет шага, объединяющего числа членов комиссии (по «{one}» или «{other}»)</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>nobody can tell what is saved: no fund and no largest grant are named</source>
        <translation>невозможно определить экономию: не указаны ни фонд, ни наибольшая сумма гранта</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <location filename="../../ui/office/intake/source.py"/>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/source.py"/>
        <source>none chosen yet</source>
        <translation>ещё не выбрана</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>none is open</source>
        <translation>не открыт</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>not a file</source>
        <translation>не файл</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>not applicable</source>
        <translation>неприменимо</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>not approved yet</source>
        <translation>ещё не утверждены</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>not checked</source>
        <translation>не проверено</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>not chosen by the vote</source>
        <translation>не прошла по голосованию</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/marks.py"/>
        <source>not counted</source>
        <translation>не учтено</translation>
    </message>
    <message>
        <location filename="../../ui/desk/place.py"/>
        <source>not declared: {n}</source>
        <translation>не заявлено: {n}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>not enough money</source>
        <translation>не хватило средств</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>not even with everybody</source>
        <translation>даже со всеми невозможно</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/application_view.py"/>
        <source>not every row has a sum</source>
        <translation>сумма есть не во всех строках</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>not fewer than {share} of all members</source>
        <translation>не менее {share} от числа всех членов</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>not given</source>
        <translation>не выставлена</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>not more than {share} of {of}</source>
        <translation>не более {share} от {of}</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/page.py"/>
        <source>not needed</source>
        <translation>не нужен</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>not ranked: too few marks</source>
        <translation>для рейтинга недостаточно оценок</translation>
    </message>
    <message>
        <location filename="../../ui/office/intake/columns.py"/>
        <source>not recognised</source>
        <translation>не распознан</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/no_part_tab.py"/>
        <source>not stated yet</source>
        <translation>ещё не заявлено</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../models/sitting/saying.py"/>
        <source>not sure</source>
        <translation>не уверен(а)</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>not typed</source>
        <translation>не введено</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/steps.py"/>
        <source>not yet</source>
        <translation>пока недоступно</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>nothing yet</source>
        <translation>пока ничего</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>number in line</source>
        <translation>номер в очереди</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>number of marks</source>
        <translation>число оценок</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>one of: {values}</source>
        <translation>одно из: {values}</translation>
    </message>
    <message>
        <location filename="../../ui/office/words.py"/>
        <source>open</source>
        <translation>не решено</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/spelling.py"/>
        <source>order of the words</source>
        <translation>порядок слов</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>organisation</source>
        <translation>организация</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>other document</source>
        <translation>другой документ</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>other points</source>
        <translation>другие баллы</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>other points: {who}: {old} → {new}</source>
        <translation>другие баллы: {who}: {old} → {new}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <location filename="../../ui/office/words.py"/>
        <source>out</source>
        <translation>исключена</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>out of the room</source>
        <translation>вне зала</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/choices.py"/>
        <source>out of the room, no vote</source>
        <translation>вне зала, без голоса</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>out: conflict of interest</source>
        <translation>вне зала: конфликт интересов</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>over {over}, dropped are: highest {high}, lowest {low}</source>
        <translation>по {over} отбрасываются: наибольших – {high}, наименьших – {low}</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>overdue</source>
        <translation>просрочен</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification.py"/>
        <source>packet</source>
        <translation>пакет</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <source>packet revision {n} built; admitted applications: {m}</source>
        <translation>собран пакет, редакция {n}; допущено заявок: {m}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>packet revision {n}, sealed to the commission</source>
        <translation>пакет, редакция {n}, запечатан для комиссии</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>packet revision {n}; stored {at} by {name}</source>
        <translation>редакция пакета {n}; сохранено {at}, сохранил(а) {name}</translation>
    </message>
    <message>
        <location filename="../../ui/office/packet/page.py"/>
        <source>people whose keys open it</source>
        <translation>люди, чьи ключи его открывают</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>permanent or temporary, in the territory of the contest</source>
        <translation>постоянная или временная, на территории конкурса</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>place</source>
        <translation>место</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>places in every territory: {n}</source>
        <translation>мест на каждой территории: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>places in territory {territory}: {n}</source>
        <translation>мест на территории {territory}: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>plus the best mark times {by}</source>
        <translation>прибавляется лучшая оценка × {by}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>plus the worst mark times {by}</source>
        <translation>прибавляется худшая оценка × {by}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>plus {what}</source>
        <translation>прибавляется: {what}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>present</source>
        <translation>присутствует</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>prize places: {n}</source>
        <translation>призовых мест: {n}</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>project that won earlier</source>
        <translation>проект, победивший ранее</translation>
    </message>
    <message>
        <location filename="../../ui/office/words.py"/>
        <source>proposed</source>
        <translation>предложен</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>protected by a password; ask for it again without one</source>
        <translation>защищён паролем; запросите его заново без пароля</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>quotas: {names}</source>
        <translation>квоты: {names}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>ranked by the mean of the valid marks</source>
        <translation>рейтинг по среднему действительных оценок</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/lists.py"/>
        <source>ranking of this contest</source>
        <translation>рейтинг этого конкурса</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>recused</source>
        <translation>самоотвод</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>recused by own statement</source>
        <translation>самоотвод по заявлению</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <location filename="../../models/sample/sitting.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>refused</source>
        <translation>отклонено</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening_list.py"/>
        <source>refused (application)</source>
        <translation>отклонена</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>remark</source>
        <translation>примечание</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <source>remarks of the technical selection</source>
        <translation>замечания технического отбора</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>remote</source>
        <translation>дистанционно</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>removed</source>
        <translation>убрано</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>removed: {who} (row {row})</source>
        <translation>убрано: {who} (строка {row})</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>replaced</source>
        <translation>заменено</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>replaced: {who}: “{old}” → “{new}”</source>
        <translation>заменено: {who}: «{old}» → «{new}»</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>respelled</source>
        <translation>написано иначе</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <source>respelled: {who}: “{old}” → “{new}” ({how})</source>
        <translation>написано иначе: {who}: «{old}» → «{new}» ({how})</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>revision {n}</source>
        <translation>редакция {n}</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>revision {n} does not say which sheet it follows</source>
        <translation>в редакции {n} не указано, какой лист она заменяет</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>revision {n}, built {when}</source>
        <translation>редакция {n}, создана {when}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>rounded, decimal places: {n}; {mode}</source>
        <translation>округление, знаков после запятой: {n}; {mode}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>rounds are joined after the members</source>
        <translation>туры объединяются после членов комиссии</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>rounds are joined last</source>
        <translation>туры объединяются последними</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>rounds are joined to one total, so they can&apos;t be ranked apart</source>
        <translation>туры объединяются в один общий балл, поэтому отдельного рейтинга по ним быть не может</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/listed.py"/>
        <source>row {row}</source>
        <translation>строка {row}</translation>
    </message>
    <message>
        <location filename="../../models/centre/applications.py"/>
        <source>row {row}: {code}</source>
        <translation>строка {row}: {code}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>row {row}: {what}</source>
        <translation>строка {row}: {what}</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>rows {rows} have codes that look alike in different letters: {codes}; correct the table</source>
        <translation>в строках {rows} стоят коды, одинаковые на вид, но из разных букв: {codes}; исправьте таблицу</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>rows {rows} have the same IIN and no codes that tell them apart; correct the table</source>
        <translation>у строк {rows} одинаковый ИИН и нет кодов, которые их различают; исправьте таблицу</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>rows {rows} have the same application code; correct the table</source>
        <translation>у строк {rows} одинаковый код заявки; исправьте таблицу</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>same person</source>
        <translation>тот же человек</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>same price quote</source>
        <translation>то же ценовое предложение</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>same project</source>
        <translation>тот же проект</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>same supplier</source>
        <translation>тот же поставщик</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>secretary</source>
        <translation>секретарь</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening_list.py"/>
        <location filename="../../ui/office/steps.py"/>
        <source>sent back for mending</source>
        <translation>возвращена на доработку</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>sent back: {n}</source>
        <translation>возвращено: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>settled</source>
        <translation>разрешено</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>signed</source>
        <translation>подписан</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>staff</source>
        <translation>сотрудник</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>standing</source>
        <translation>итог</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <location filename="../../ui/sitting/ranking/both_results_part.py"/>
        <source>stands then</source>
        <translation>итог</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>still to type: {n}</source>
        <translation>осталось ввести: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>stopped</source>
        <translation>прекращён</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>stopped: no quorum</source>
        <translation>прекращён: нет кворума</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>stored</source>
        <translation>сохранён</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>sum asked</source>
        <translation>запрошенная сумма</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>sum awarded</source>
        <translation>присуждённая сумма</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_files.py"/>
        <source>tables and lists are nested too deep</source>
        <translation>таблицы и списки имеют слишком большую вложенность</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <location filename="../../ui/office/commission/page.py"/>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>taken</source>
        <translation>принят</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/words.py"/>
        <source>taken in</source>
        <translation>принята</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>takes part no more</source>
        <translation>больше не участвует</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>telephone</source>
        <translation>телефон</translation>
    </message>
    <message>
        <location filename="../../ui/desk/words.py"/>
        <location filename="../../ui/office/sync_page.py"/>
        <source>territory</source>
        <translation>территория</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>text in quotes</source>
        <translation>текст в кавычках</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>text in quotes is expected; it may not be empty</source>
        <translation>ожидается текст в кавычках; он не может быть пустым</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>the application was withdrawn</source>
        <translation>заявка отозвана</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>the approval of the criteria</source>
        <translation>утверждение критериев</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the best over {over}</source>
        <translation>лучшее по {over}</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>the central file has no such application</source>
        <translation>в центральном файле нет такой заявки</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>the central file, on the secretary&apos;s laptop</source>
        <translation>центральный файл на ноутбуке секретаря</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>the code “{code}” is not of letters, digits, spaces, dots and hyphens; correct it</source>
        <translation>в коде «{code}» есть что-то кроме букв, цифр, пробелов, точек и дефисов; исправьте его</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>the code “{code}” is written with letters that only look like those of the stored code “{stored}”; it was taken for it</source>
        <translation>код «{code}» набран буквами, которые лишь похожи на буквы сохранённого кода «{stored}»; он принят за него</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>the code “{code}” looks like the stored codes {codes}, in other letters; write the one that is meant</source>
        <translation>код «{code}» выглядит как сохранённые коды {codes}, но набран другими буквами; напишите тот, который имеется в виду</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the column “{column}” of the application</source>
        <translation>столбец заявки «{column}»</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>the commission has more than one secretary</source>
        <translation>в комиссии больше одного секретаря</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>the commission is that of another contest</source>
        <translation>состав комиссии от другого конкурса</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the contest gives no money</source>
        <translation>конкурс не даёт денег</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>the correction is another one than was typed and confirmed</source>
        <translation>исправление не то, которое было введено и подтверждено</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>the counting rule, {key}: {new}; before: {old}</source>
        <translation>правило подсчёта, {key}: {new}; было: {old}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>the criteria have been joined by an earlier step</source>
        <translation>критерии уже объединены более ранним шагом</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the criteria, for each member</source>
        <translation>критериям (у каждого члена комиссии)</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the criterion&apos;s weight</source>
        <translation>вес критерия</translation>
    </message>
    <message>
        <location filename="../../models/packet/changes.py"/>
        <source>the data of the person or the applicant changed: the decision no longer holds</source>
        <translation>данные лица или заявителя изменились: решение больше не действует</translation>
    </message>
    <message>
        <location filename="../../models/sealing/reading.py"/>
        <source>the disk does not answer</source>
        <translation>диск не отвечает</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>the document that approves the criteria is missing</source>
        <translation>не указан документ, которым утверждены критерии</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the earlier application</source>
        <translation>более ранняя заявка</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the grant is given in part</source>
        <translation>грант даётся частично</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the higher one</source>
        <translation>больший</translation>
    </message>
    <message>
        <location filename="../../ui/shell/header.py"/>
        <source>the key is locked</source>
        <translation>ключ закрыт</translation>
    </message>
    <message>
        <location filename="../../ui/shell/header.py"/>
        <source>the key is unlocked</source>
        <translation>ключ открыт</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>the key of {name}: take the card</source>
        <translation>нет ключа, примите карточку: {name}</translation>
    </message>
    <message>
        <location filename="../../models/intake/reading.py"/>
        <source>the language of the application: Kazakh or Russian</source>
        <translation>язык заявки: казахский или русский</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>the last line: this is not valid TOML ({why})</source>
        <translation>последняя строка: это неверный TOML ({why})</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>the last “{step}” is not followed by a step that joins what is left</source>
        <translation>после последнего шага «{step}» нет шага, объединяющего оставшееся</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the lot decides</source>
        <translation>решает жребий</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the lower one</source>
        <translation>меньший</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the marks of a member who lacks some are taken out for everybody</source>
        <translation>оценки члена комиссии, у которого есть не все оценки, исключаются по всем заявкам</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>the matrix of marks</source>
        <translation>таблица оценок</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the maximum</source>
        <translation>максимума</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the maximum of “{name}”</source>
        <translation>максимума по критерию «{name}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the mean over {over}</source>
        <translation>среднее по {over}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the mean with the weights of the criteria, over {over}</source>
        <translation>среднее с весами критериев по {over}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the median over {over}</source>
        <translation>медиана по {over}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the member leaves the commission for the whole contest</source>
        <translation>член комиссии выходит из неё на весь конкурс</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the member sits out that application</source>
        <translation>член комиссии не участвует в оценке этой заявки</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the members</source>
        <translation>членам комиссии</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the members present vote by name</source>
        <translation>присутствующие члены голосуют поимённо</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the members present vote by name; votes equal: the chair&apos;s vote decides</source>
        <translation>присутствующие члены голосуют поимённо; при равенстве решает голос председателя</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the missing marks are given before the ranking</source>
        <translation>недостающие оценки ставятся до рейтинга</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the next applicant by points, by decision of the commission</source>
        <translation>следующий по баллам заявитель, по решению комиссии</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>the next one that fits gets a grant</source>
        <translation>грант получает следующий, кто помещается</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the number of highest marks</source>
        <translation>число высших оценок</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>the order of the criteria: {new}; before: {old}</source>
        <translation>порядок критериев: {new}; было: {old}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the points for “{name}”</source>
        <translation>баллы по критерию «{name}»</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>the protocol in its full form, to be signed</source>
        <translation>полная форма протокола, на подпись</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>the protocol in its public form</source>
        <translation>протокол, форма для опубликования</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the rest is cut off</source>
        <translation>остаток отбрасывается</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>the result, signed by the chair</source>
        <translation>результат, подписанный председателем</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>the revision is no number from 1 to {most}</source>
        <translation>номер редакции не от 1 до {most}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the rounds</source>
        <translation>турам</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>the same</source>
        <translation>тот же</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the same IIN</source>
        <translation>одинаковый ИИН</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>the same IIN also stands in row {rows}</source>
        <translation>тот же ИИН есть и в строке {rows}</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>the same content as “{name}”</source>
        <translation>то же содержимое, что у «{name}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>the same key or table stands twice</source>
        <translation>один и тот же ключ или таблица встречается дважды</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the same lines and prices in both budgets: {lines}</source>
        <translation>одинаковые строки и цены в обоих бюджетах: {lines}</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the same name and birth date</source>
        <translation>одинаковые имя и дата рождения</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>the same person is stored with application {codes}</source>
        <translation>у этого человека уже есть заявка {codes}</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the same person: {what}</source>
        <translation>одно и то же лицо: {what}</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the same phone</source>
        <translation>одинаковый телефон</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>the same result</source>
        <translation>результат тот же</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>the same supplier in applications: {n}; {name}</source>
        <translation>один и тот же поставщик в заявках: {n}; {name}</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the same supplier: {name}</source>
        <translation>один и тот же поставщик: {name}</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>the sitting has already decided: its result is stored</source>
        <translation>заседание уже приняло решение: его результат сохранён</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the sum over {over}</source>
        <translation>сумма по {over}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the sum with the weights of the criteria, over {over}</source>
        <translation>сумма с весами критериев по {over}</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/packets.py"/>
        <source>the territory of {code}: correct it in the table and take the table in again</source>
        <translation>территория заявки {code}: исправьте её в таблице и примите таблицу ещё раз</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the texts are alike: {percent} % of what is not the form&apos;s</source>
        <translation>тексты схожи: {percent} % того, что не относится к бланку</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/finding.py"/>
        <source>the texts are alike: {percent} % of what is not the form&apos;s; common passages: {n}, words in them: {words}</source>
        <translation>тексты схожи: {percent} % того, что не относится к бланку; общих отрывков: {n}, слов в них: {words}</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>the threshold is changed</source>
        <translation>изменён порог</translation>
    </message>
    <message>
        <location filename="../../models/contest/founding.py"/>
        <source>the title is needed in Kazakh and in Russian</source>
        <translation>название нужно на казахском и на русском</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the total of round “{round}”</source>
        <translation>общий балл тура «{round}»</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>the two are joined by others of the same case</source>
        <translation>эти две связаны через другие заявки той же группы</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>the weights are those of the criteria, so “{over}”</source>
        <translation>веса принадлежат критериям, поэтому ожидается «{over}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>the worst over {over}</source>
        <translation>худшее по {over}</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>there already</source>
        <translation>уже есть</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile.py"/>
        <source>there are groups with quotas, so “{step}” stands in it</source>
        <translation>указаны группы с квотами, поэтому в нём должно быть «{step}»</translation>
    </message>
    <message>
        <location filename="../../models/sealing/reading.py"/>
        <source>there is no such file</source>
        <translation>такого файла нет</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>there is no such key; did you mean “{near}”?</source>
        <translation>такого ключа нет; может быть, «{near}»?</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>there is no such key; expected: {expected}</source>
        <translation>такого ключа нет; ожидается: {expected}</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>there is no zone of time “{zone}”</source>
        <translation>нет часового пояса «{zone}»</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>these codes of applications look alike: {codes}</source>
        <translation>эти коды заявок на вид одинаковы: {codes}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>these columns are missing: {names}</source>
        <translation>нет столбцов: {names}</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>these signs of people look alike: {codes}</source>
        <translation>эти обозначения людей на вид одинаковы: {codes}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>this is no text in UTF-8 or Windows-1251; save the table as CSV in UTF-8</source>
        <translation>это не текст в кодировке UTF-8 или Windows-1251; сохраните таблицу как CSV в UTF-8</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>this key is missing; expected: {expected}</source>
        <translation>этого ключа не хватает; ожидается: {expected}</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>this person has the applications {codes}; give the row the code it means</source>
        <translation>у этого человека есть заявки {codes}; укажите в строке код нужной</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>this row can&apos;t be read as CSV</source>
        <translation>эту строку нельзя прочитать как CSV</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>thresholds</source>
        <translation>пороги</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>tied on the cut line</source>
        <translation>равенство на черте отбора</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>to be confirmed: {n}</source>
        <translation>ждёт подтверждения: {n}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <source>to be decided</source>
        <translation>требует решения</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>to be decided by vote</source>
        <translation>решается голосованием</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/page.py"/>
        <source>to be settled</source>
        <translation>нужно разрешить</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/tables.py"/>
        <source>to be signed</source>
        <translation>к подписанию</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>to come</source>
        <translation>впереди</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/lists.py"/>
        <source>to look at first</source>
        <translation>смотреть первыми</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>total</source>
        <translation>общий балл</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>two applications have the code “{code}”</source>
        <translation>у двух заявок один код: «{code}»</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>two people of the commission are called “{id}”</source>
        <translation>два человека комиссии записаны под одним обозначением «{id}»</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>two people of the commission have one key: {name}</source>
        <translation>у двух человек комиссии один ключ: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>two sheets that differ</source>
        <translation>два листа расходятся</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/lines.py"/>
        <source>typed</source>
        <translation>введено</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>typed for packet revision {n}</source>
        <translation>введён для редакции {n}</translation>
    </message>
    <message>
        <location filename="../../models/intake/plan.py"/>
        <source>unchanged</source>
        <translation>без изменений</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening_list.py"/>
        <source>undecided</source>
        <translation>не решено</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/list.py"/>
        <source>undecided with flags</source>
        <translation>не решено, с замечаниями</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>undecided: {n}</source>
        <translation>не решено: {n}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>under all</source>
        <translation>во всех</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>under none</source>
        <translation>ни в одном</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>under some</source>
        <translation>в некоторых</translation>
    </message>
    <message>
        <location filename="../../ui/desk/key.py"/>
        <source>unlocked</source>
        <translation>открыт</translation>
    </message>
    <message>
        <location filename="../../ui/office/steps.py"/>
        <source>version {n}</source>
        <translation>версия {n}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>what applicants sent</source>
        <translation>что прислали заявители</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>what decides between equal totals is changed</source>
        <translation>изменён порядок при равенстве общих баллов</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>what stands there is neither a key nor a value; text stands in quotation marks</source>
        <translation>здесь нет ни ключа, ни значения; текст стоит в кавычках</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>what was typed and confirmed is another paper than this sheet</source>
        <translation>введён и подтверждён другой бумажный лист, а не этот</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>what was typed does not name every application of the packet once, in its order</source>
        <translation>во введённом каждая заявка пакета не указана ровно один раз и по порядку</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>who approved the criteria is missing</source>
        <translation>не указано, кто утвердил критерии</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>who wins a tie</source>
        <translation>кто побеждает при равных баллах</translation>
    </message>
    <message>
        <location filename="../../models/sitting/saying.py"/>
        <location filename="../../ui/office/words.py"/>
        <source>winner</source>
        <translation>победитель</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>winner in place of {codes}</source>
        <translation>победитель вместо {codes}</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/cases.py"/>
        <source>winner of an earlier contest: {win}; {what}</source>
        <translation>победитель прежнего конкурса: {win}; {what}</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>winner, as next in line</source>
        <translation>победитель, следующий по очереди</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>winners in every territory, at most: {n}</source>
        <translation>победителей на каждой территории, не более: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>winners in territory {territory}, at most: {n}</source>
        <translation>победителей на территории {territory}, не более: {n}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>wins</source>
        <translation>побеждает</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sync.py"/>
        <source>wins in the result, but is refused or withdrawn in the central file</source>
        <translation>в результате победила, а в центральном файле отклонена или отозвана</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>with decimal places: {n}; ranked by the exact figure</source>
        <translation>знаков после запятой: {n}; рейтинг по точному числу</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>with whom the criteria were agreed is missing</source>
        <translation>не указано, с кем согласованы критерии</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening_list.py"/>
        <location filename="../../models/sitting/saying.py"/>
        <source>withdrawn</source>
        <translation>отозвана</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>withdrew</source>
        <translation>отказался(-ась)</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>working days: {n}</source>
        <translation>рабочих дней: {n}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <location filename="../../models/contest/approval.py"/>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <location filename="../../models/sealing/reading.py"/>
        <source>you have no right to read it</source>
        <translation>у вас нет права его читать</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/comparing.py"/>
        <source>{above} ({less} points) stands above {below} ({more} points)</source>
        <translation>{above} (баллы: {less}) стоит выше {below} (баллы: {more})</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>{act}. The quorum is lost, so this item stops here: {item}.</source>
        <translation>{act}. Кворум утрачен, рассмотрение этого вопроса прекращено: {item}.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sync.py"/>
        <source>{application} changes: {fields}</source>
        <translation>{application} меняется: {fields}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sync.py"/>
        <source>{application} does not fit: {why}</source>
        <translation>{application} не подходит: {why}</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>{application} is not typed yet; there is nothing to confirm.</source>
        <translation>{application}: ещё не введено, подтверждать нечего.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/robustness/saying.py"/>
        <source>{application}, criterion {criterion}, {member}: {new} instead of {old}</source>
        <translation>{application}, критерий {criterion}, {member}: {new} вместо {old}</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{application}, {code}: {points} is outside {low}–{high}</source>
        <translation>{application}, {code}: балл {points} вне пределов {low}–{high}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>{application}, {member}: no points for {criteria}; this member&apos;s marks are not counted here, and never as 0.</source>
        <translation>{application}, {member}: нет баллов по {criteria}; оценки этого члена комиссии здесь не учитываются и нулём не считаются.</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/sums.py"/>
        <source>{application}, {member}: stored are {points} points (marks: {numbers}), but the marks themselves come to {counted_points} (marks: {counted_numbers}).</source>
        <translation>{application}, {member}: записано баллов: {points} (оценок: {numbers}), а сами оценки дают {counted_points} (оценок: {counted_numbers}).</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{application}: a box for each criterion is needed.</source>
        <translation>{application}: нужна клетка для каждого критерия.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{application}: a conflict of interest and points at once; ask the member.</source>
        <translation>{application}: отмечен конфликт интересов и стоят баллы; уточните у члена комиссии.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>{application}: declared in conflict or not sure, and scored all the same</source>
        <translation>{application}: заявлен конфликт интересов или «не уверен», но оценка всё же поставлена</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>{application}: no such criterion: {code}</source>
        <translation>{application}: нет такого критерия оценки: {code}</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>{application}: no such kind of conflict: {kind}</source>
        <translation>{application}: нет такого вида конфликта интересов: {kind}</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{application}: not confirmed as it was typed</source>
        <translation>{application}: не подтверждена в том виде, в каком введена</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{application}: not in this packet</source>
        <translation>{application}: заявлен конфликт интересов или «не уверен(а)», но оценка всё же поставлена</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/published.py"/>
        <source>{application}: published place {published}, by its marks place {place}.</source>
        <translation>{application}: опубликовано место {published}, по оценкам место {place}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/published.py"/>
        <source>{application}: published total {published}, by its marks {total}.</source>
        <translation>{application}: опубликован общий балл {published}, по оценкам {total}.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>{application}: recused without a declared conflict of interest</source>
        <translation>{application}: самоотвод без заявленного конфликта интересов</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>{application}: scored before conflicts of interest were declared</source>
        <translation>{application}: оценена до заявления о конфликте интересов</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/published.py"/>
        <source>{application}: the published “{written}” is no number, so it was not compared.</source>
        <translation>{application}: опубликованное «{written}» – не число, поэтому не сравнивалось.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{application}: the sheet says otherwise than what was typed and confirmed</source>
        <translation>{application}: в листе указано не то, что введено и подтверждено</translation>
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
        <translation>{codes} (заявок: {n})</translation>
    </message>
    <message>
        <location filename="../../models/centre/results/register.py"/>
        <source>{code} is neither a winner nor the next in line for a grant that became free; no contract was recorded.</source>
        <translation>{code} – не победитель и не следующий по очереди на освободившийся грант; договор не записан.</translation>
    </message>
    <message>
        <location filename="../../models/centre/selection/screening_list.py"/>
        <source>{code} was changed or decided in another window meanwhile; nothing of yours was recorded. Press F5, read what is new and decide then.</source>
        <translation>Заявку {code} тем временем изменили или решили по ней в другом окне; ваше решение не записано. Нажмите F5, прочтите новое и затем решайте.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>{code} was sent back and is the same as before; nothing was changed. If it is as on the paper, the second person looks at it again and confirms it.</source>
        <translation>{code}: строка возвращена, а введено то же, что и раньше; ничего не изменено. Если на бумаге так и есть, второй человек смотрит строку ещё раз и подтверждает её.</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/decision.py"/>
        <source>{code} was withdrawn</source>
        <translation>Заявка {code} отозвана</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>{code} {name} ({state})</source>
        <translation>{code} {name} ({state})</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code} “{name}” was added</source>
        <translation>{code} «{name}» добавлен</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code} “{name}” was removed</source>
        <translation>{code} «{name}» удалён</translation>
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
        <translation>{code}: баллы {new}; было: {old}</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>{code}: stated {n} times</source>
        <translation>{code}: указано несколько раз: {n}</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code}: the name is “{new}”; before: “{old}”</source>
        <translation>{code}: название – «{new}»; было: «{old}»</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code}: the weight is {new}; before: {old}</source>
        <translation>{code}: вес {new}; было: {old}</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code}: the words of the points are worded anew</source>
        <translation>{code}: описания баллов изложены заново</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>{code}: there is no territory “{territory}”</source>
        <translation>{code}: нет территории «{territory}»</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>{code}: two decisions on one conflict of interest</source>
        <translation>{code}: два решения об одном конфликте интересов</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code}: what the member weighs is worded anew</source>
        <translation>{code}: предмет оценки изложен заново</translation>
    </message>
    <message>
        <location filename="../../models/contest/approval.py"/>
        <source>{code}: words are missing in Kazakh or in Russian</source>
        <translation>{code}: нет текста на казахском или русском</translation>
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
        <translation>{contest} · редакция пакета {n}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>{date}, {by}: conflict. {reason}</source>
        <translation>{date}, {by}: конфликт есть. {reason}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/mirror_list.py"/>
        <source>{date}, {by}: no conflict. {reason}</source>
        <translation>{date}, {by}: конфликта нет. {reason}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>{date}, {by}: not a duplicate. {reason}</source>
        <translation>{date}, {by}: не дубликат. {reason}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>{date}, {by}: {code} is a duplicate of {of}. {reason}</source>
        <translation>{date}, {by}: {code} повторяет {of}. {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/office/contest_page.py"/>
        <source>{day} (day off)</source>
        <translation>{day} (выходной)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>{details} These members have not stated yet that they took no part: {names}; the protocol will say so.</source>
        <translation>{details} Эти члены комиссии ещё не заявили, что не участвовали: {names}; так и будет записано в протоколе.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>{event}: {first} – {last}</source>
        <translation>{event}: {first} – {last}</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>{field}: empty; it is needed</source>
        <translation>{field}: пусто; нужно заполнить</translation>
    </message>
    <message>
        <location filename="../../models/intake/parse.py"/>
        <source>{field}: the table has the error {error} there; correct the cell</source>
        <translation>{field}: в таблице здесь ошибка {error}; исправьте ячейку</translation>
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
        <translation>{field}: «{value}» не читается; ожидается: {expected}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recounted.py"/>
        <source>{figures} ({n} of {members})</source>
        <translation>{figures} ({n} из {members})</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>{file} was refused: {why}</source>
        <translation>{file} не принят: {why}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>{file}: left aside: {why}</source>
        <translation>{file}: отложен: {why}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/verify.py"/>
        <source>{file}: {checked}: {state}</source>
        <translation>{file}: {checked}: {state}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>{first} – {last}, the last minute included</source>
        <translation>{first} – {last}, включая последнюю минуту</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>{first}–{last} calendar days after the protocol</source>
        <translation>через {first}–{last} календарных дней после протокола</translation>
    </message>
    <message>
        <location filename="../../ui/office/screening/reading.py"/>
        <source>{kind}: {name}</source>
        <translation>{kind}: {name}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/forms.py"/>
        <source>{label} (required)</source>
        <translation>{label} (обязательно)</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>{least}–{most}, needed {needed}</source>
        <translation>{least}–{most}, нужно {needed}</translation>
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
        <translation>{member}: сдана редакция {n}; редакция {before}, которую она исправляет, не принесена. Учитывается редакция {n}. Попросите и предыдущий лист, чтобы все видели, что исправлено.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/sheets/hints.py"/>
        <source>{member}: several sheets stand side by side and none follows the other (revisions: {revisions}). Where they differ it is a clash, which is settled at the sitting. Ask the member how it came about.</source>
        <translation>{member}: сдано несколько листов, и ни один не продолжает другой (редакции: {revisions}). Где они различаются, там расхождение; его разрешают на заседании. Спросите у члена комиссии, как это получилось.</translation>
    </message>
    <message>
        <location filename="../../models/centre/commission.py"/>
        <source>{name} already has another key in this contest; it was not replaced. Compare the fingerprint with the person, then take the new key with a reason.</source>
        <translation>{name}: в этом конкурсе уже есть другой ключ; он не заменён. Сверьте отпечаток с самим человеком, затем примите новый ключ с указанием причины.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>{name} can open this central file from now on. The file and its key file stay together: open both from the shared folder, or copy both.</source>
        <translation>{name}: доступ к этому центральному файлу открыт. Файл и его файл ключа должны лежать вместе: открывайте оба из общей папки или копируйте оба.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>{name} can open this central file no more.</source>
        <translation>{name}: доступ к этому центральному файлу отозван.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/tie_dialog.py"/>
        <source>{name} chooses: {left} of {n}.</source>
        <translation>Выбирает {name}: {left} из {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/page.py"/>
        <source>{name} confirms and can&apos;t edit. Lines to confirm: {n}.</source>
        <translation>Подтверждает {name}, править не может. Строк к подтверждению: {n}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/central/admitting.py"/>
        <source>{name} could open this central file before.</source>
        <translation>{name}: доступ к этому центральному файлу уже был.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/people.py"/>
        <source>{name} declares</source>
        <translation>Заявление: {name}</translation>
    </message>
    <message>
        <location filename="../../models/sample/desks.py"/>
        <source>{name} declares, scores and hands in {file}</source>
        <translation>{name} заявляет о конфликтах, оценивает и сдаёт {file}</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>{name} has a conflict of interest about {application} and leaves.</source>
        <translation>{name}: конфликт интересов по {application}, выходит из состава комиссии.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>{name} has a key and hands in a sheet of their own; nobody types it.</source>
        <translation>{name}: есть собственный ключ, лист сдаётся самостоятельно; его никто не вводит.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>{name} is a member of the commission; paper sheets are typed and confirmed by the secretary and the staff. Nothing was changed.</source>
        <translation>{name} – член комиссии; бумажные листы вводят и подтверждают секретарь и сотрудники. Ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>{name} is confirming this sheet already; one person confirms all of it. Nothing was changed.</source>
        <translation>Этот лист уже подтверждает {name}; весь лист подтверждает один человек. Ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>{name} is elected chair. For: {votes}.</source>
        <translation>Председателем избран(а) {name}. За: {votes}.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{name} neither types nor confirms the own sheet</source>
        <translation>{name} не вводит и не подтверждает собственный лист</translation>
    </message>
    <message>
        <location filename="../../ui/office/commission/cards.py"/>
        <source>{name} reads the fingerprint aloud. Is it the same?</source>
        <translation>{name} читает отпечаток вслух. Совпадает ли он?</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>{name} typed this sheet; another person confirms it, with an own key. Nothing was changed.</source>
        <translation>Этот лист ввёл(а) {name}; подтверждает другой человек своим ключом. Ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/protocol/page.py"/>
        <source>{name} types the passphrase of the key. The key is used once and not kept here.</source>
        <translation>{name} вводит парольную фразу ключа. Ключ используется один раз и здесь не сохраняется.</translation>
    </message>
    <message>
        <location filename="../../ui/office/paper_sheets/words.py"/>
        <source>{name} types. Lines still to type: {empty}; to type again: {back}.</source>
        <translation>Вводит {name}. Осталось ввести строк: {empty}; ввести снова: {back}.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_rules.py"/>
        <source>{name} was not enrolled as secretary or staff when the packet was built, so nobody could check this signature later. Build a new revision of the packet first, or let somebody else do it.</source>
        <translation>{name}: при создании пакета не внесён(а) как секретарь или сотрудник, поэтому эту подпись потом никто не сможет проверить. Сначала создайте новую редакцию пакета, или пусть это сделает другой человек.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/page.py"/>
        <location filename="../../ui/sitting/winners/page.py"/>
        <source>{name} – to be decided</source>
        <translation>{name} – требует решения</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/dialogs.py"/>
        <source>{name}, {application}, {criterion}. Ask the member which value holds.</source>
        <translation>{name}, {application}, {criterion}. Спросите члена комиссии, какое значение верно.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/marks_dialog.py"/>
        <source>{name}, {application}, {criterion}: now {mark}. Only the member&apos;s own statement changes a mark. The old value, the new one and the reason stand in the protocol.</source>
        <translation>{name}, {application}, {criterion}: сейчас {mark}. Оценку меняет только заявление самого члена комиссии. Прежнее и новое значение и причина останутся в протоколе.</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>{name}: at most {n}</source>
        <translation>{name}: не более {n}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <location filename="../../desktop/cli/packet.py"/>
        <source>{name}: grants {n}</source>
        <translation>{name}: грантов {n}</translation>
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
        <translation>ячеек {n}, нужно {width}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/ways_dialog.py"/>
        <source>{n} for {places}: {codes}</source>
        <translation>заявок – {n}, мест – {places}: {codes}</translation>
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
        <translation>{n} из {of}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/page.py"/>
        <source>{n}, for example: {names}</source>
        <translation>{n}, например: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/forecast/tab.py"/>
        <source>{n}, needed {needed}</source>
        <translation>{n}, нужно {needed}</translation>
    </message>
    <message>
        <location filename="../../ui/desk/packets.py"/>
        <source>{n}; declared: {declared}; scored: {scored} of {of}</source>
        <translation>{n}; заявлено: {declared}; оценено: {scored} из {of}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/ranking/trials_dialog.py"/>
        <source>{old} → {new}</source>
        <translation>{old} → {new}</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>{one} or {other}</source>
        <translation>{one} или {other}</translation>
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
        <translation>Балл {points} вне шкалы «{criterion}»: {low}–{high}.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk.py"/>
        <source>{points} is outside the scale {low}–{high}; nothing was changed.</source>
        <translation>Балл {points} вне шкалы {low}–{high}; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>{points} is outside {low}–{high}</source>
        <translation>{points} вне пределов {low}–{high}</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>{points} points, in Kazakh</source>
        <translation>Баллы {points}, на казахском</translation>
    </message>
    <message>
        <location filename="../../ui/office/criteria/edit.py"/>
        <source>{points} points, in Russian</source>
        <translation>Баллы {points}, на русском</translation>
    </message>
    <message>
        <location filename="../../ui/desk/declare.py"/>
        <source>{rule} Ground: {point}</source>
        <translation>{rule} Основание: {point}</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>{sum} KZT</source>
        <translation>{sum} тенге</translation>
    </message>
    <message>
        <location filename="../../models/contest/rules_words.py"/>
        <source>{sum} KZT at most</source>
        <translation>не более {sum} тенге</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/sitting.py"/>
        <source>{territory}. Grants that nobody has: {n}. Next in line: {codes}.</source>
        <translation>{territory}. Свободных грантов: {n}. Следующие по очереди: {codes}.</translation>
    </message>
    <message>
        <location filename="../../models/sample/sitting.py"/>
        <source>{territory}. Winners: {winners}; for: {votes}; awarded: {sum} KZT.</source>
        <translation>{territory}. Победителей: {winners}; за: {votes}; присуждено: {sum} тенге.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>{territory}: numbers of marks differ ({sizes}), so totals are not comparable and nobody is ranked. Fewer marks: {applications}.</source>
        <translation>{territory}: число оценок различается ({sizes}), поэтому общие баллы несопоставимы и места не присвоены. Меньше оценок: {applications}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>{territory}: numbers of marks differ ({sizes}); ranked by the mean of the valid marks, as the rule says.</source>
        <translation>{territory}: число оценок различается ({sizes}); рейтинг построен по среднему действительных оценок, как предписывает правило.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount.py"/>
        <source>{territory}: numbers of rounds differ, so totals are not comparable and nobody is ranked. Fewer rounds: {applications}.</source>
        <translation>{territory}: число туров различается, поэтому общие баллы несопоставимы и места не присвоены. Меньше туров: {applications}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/rows.py"/>
        <source>{territory}: {applications}</source>
        <translation>{territory}: {applications}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>{text} Nothing was recorded.</source>
        <translation>{text} Ничего не записано.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>{text} Nothing was recorded. The rule: {point}</source>
        <translation>{text} Ничего не записано. Основание: {point}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>{text} The rule: {point}</source>
        <translation>{text} Основание: {point}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/main_window.py"/>
        <source>{title} – Tandau</source>
        <translation>{title} – Tandau</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>{told} Taken out: {names}.</source>
        <translation>{told} Исключены баллы: {names}.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>{told} The chair chose: {codes}.</source>
        <translation>{told} Решающий голос председателя: {codes}.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/page.py"/>
        <source>{told} “{name}”: {reason}</source>
        <translation>{told} «{name}»: {reason}</translation>
    </message>
    <message>
        <location filename="../../models/centre/conflicts/duplicates.py"/>
        <source>{told}; further ones: {n}</source>
        <translation>{told}; ещё: {n}</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/change/tables.py"/>
        <source>{value} (between {low} and {high}; applications: {n})</source>
        <translation>{value} (от {low} до {high}; заявок: {n})</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>{vote} The votes decided nothing.</source>
        <translation>{vote} Голосование решения не дало.</translation>
    </message>
    <message>
        <location filename="../../ui/office/conflicts/decision.py"/>
        <source>{what} Ground: {point}.</source>
        <translation>{what} Основание: {point}.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/room/page.py"/>
        <source>{what} The quorum was lost; the item stopped.</source>
        <translation>{what} Кворум утрачен; вопрос прекращён.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting_words.py"/>
        <source>{what}, at most {most}</source>
        <translation>{what}, не более {most}</translation>
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
        <translation>– выберите –</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/packet.py"/>
        <source>– {what} {application} {fields} ({by}, {at:%Y-%m-%d %H:%M} UTC: {why})</source>
        <translation>– {what} {application} {fields} ({by}, {at:%Y-%m-%d %H:%M} UTC: {why})</translation>
    </message>
    <message>
        <location filename="../../models/contest/toml_reading.py"/>
        <source>“=” is expected after a key</source>
        <translation>после ключа ожидается «=»</translation>
    </message>
    <message>
        <location filename="../../models/sitting/minutes.py"/>
        <source>“Would it change?” was opened by {name}; sheets in by then: {n}.</source>
        <translation>Вспомогательный расчёт «Изменился бы результат?» открыт, {name}; принятых к этому времени листов: {n}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_checks.py"/>
        <source>“contract” means the contract&apos;s date itself; another code is expected</source>
        <translation>«contract» означает саму дату договора; ожидается другой код</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>“{application}” is neither a winner nor next in line.</source>
        <translation>«{application}» – не победитель и не следующая по очереди.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>“{application}” is no winner, so there is no contract.</source>
        <translation>«{application}» не победитель, поэтому договора нет.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>“{application}” is not an application of “{territory}”.</source>
        <translation>«{application}» – не заявка территории «{territory}».</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>“{application}” is not next in line in “{territory}”.</source>
        <translation>«{application}» не стоит в очереди по территории «{territory}».</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../models/sitting/checking/further.py"/>
        <source>“{application}” is out already.</source>
        <translation>«{application}» уже исключена.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>“{application}” is out and can&apos;t win. Take it off the list.</source>
        <translation>«{application}» исключена и не может победить. Уберите её из списка.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/marks.py"/>
        <source>“{application}” is scored only after declaring that there is no conflict of interest; nothing was changed.</source>
        <translation>Заявка «{application}» оценивается только после заявления об отсутствии конфликта интересов; ничего не изменено.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/desk.py"/>
        <source>“{application}” opens only after declaring that there is no conflict of interest. Declare first.</source>
        <translation>Заявка «{application}» открывается только после заявления об отсутствии конфликта интересов. Сначала сделайте заявление.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>“{application}”: the sum awarded is missing. Write it in whole KZT.</source>
        <translation>«{application}»: нет присуждённой суммы. Укажите её в целых тенге.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/winners.py"/>
        <source>“{application}”: {awarded} KZT is more than was asked or than the rule allows. At most: {most} KZT.</source>
        <translation>«{application}»: {awarded} тенге больше, чем запрошено или чем допускает правило. Не более: {most} тенге.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>“{code}” stays closed for you, because of what you declared: {answer}.</source>
        <translation>«{code}» для вас закрыта, потому что вы заявили: {answer}.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>“{code}” stays closed for you: {decision} Marks given before stay sealed.</source>
        <translation>«{code}» для вас закрыта: {decision} Баллы, поставленные раньше, остаются закрытыми.</translation>
    </message>
    <message>
        <location filename="../../ui/desk/score.py"/>
        <source>“{code}” stays closed: declare first whether you have a conflict of interest.</source>
        <translation>«{code}» закрыта: сначала заявите, есть ли у вас конфликт интересов.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>“{column}” of application “{application}” is “{now}”, but “{before}” in row {first}</source>
        <translation>«{column}» заявки «{application}» – «{now}», а в строке {first} – «{before}»</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>“{column}” of application “{application}” is “{written}”; the rule needs a number</source>
        <translation>«{column}» заявки «{application}» – «{written}»; правилу подсчёта нужно число</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>“{criterion}” is none of {codes}</source>
        <translation>«{criterion}» – ни один из: {codes}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/intake.py"/>
        <source>“{field}” is no field that a column can hold.</source>
        <translation>«{field}» – не поле, которое может стоять в столбце.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>“{folder}” can&apos;t be read now. Put the stick back in; watching goes on.</source>
        <translation>«{folder}» сейчас не читается. Вставьте USB-носитель снова; слежение продолжится.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>“{folder}” can&apos;t be written to: “{name}” was not written and nothing was changed. Choose another folder.</source>
        <translation>В папку «{folder}» нельзя записывать: файл «{name}» не записан, ничего не изменено. Выберите другую папку.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/sheets/page.py"/>
        <source>“{folder}” is no folder; nothing is watched. Choose another.</source>
        <translation>«{folder}» – не папка; слежения нет. Выберите другую.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>“{kind}” is no kind of conflict in this contest&apos;s rules. Choose one of them.</source>
        <translation>«{kind}» – не вид конфликта интересов из правил этого конкурса. Выберите один из них.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>“{list}” is not in the order of its own points: {what}</source>
        <translation>«{list}» не в порядке собственных баллов: {what}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>“{list}”: rows without code and IIN were compared with nothing: {rows}</source>
        <translation>«{list}»: строки без кода и ИИН ни с чем не сравнены: {rows}</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>“{list}”: the same code or IIN stands in rows {rows}</source>
        <translation>«{list}»: один и тот же код или ИИН стоит в строках {rows}</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper.py"/>
        <source>“{member}” is no member of this commission; choose a member.</source>
        <translation>«{member}» не член этой комиссии; выберите члена комиссии.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/paper_sheet.py"/>
        <source>“{member}” is no member of this commission; no paper sheet was made. Choose a member.</source>
        <translation>«{member}» не является членом этой комиссии; бумажный лист не создан. Выберите члена комиссии.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/checking.py"/>
        <source>“{member}” is no member of this commission; the sheet was not taken. Ask who sent it.</source>
        <translation>«{member}» не является членом этой комиссии; оценочный лист не принят. Выясните, кто его прислал.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>“{member}” is not a member of the commission.</source>
        <translation>«{member}» не член комиссии.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>“{member}” lacks no mark, so this member&apos;s marks can&apos;t be taken out.</source>
        <translation>У «{member}» все оценки на месте, поэтому исключить их нельзя.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>“{name}” already exists and was not replaced. Choose another name.</source>
        <translation>Файл «{name}» уже существует и не заменён. Выберите другое имя.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>“{name}” came back from the disk changed and was not kept. Use another disk.</source>
        <translation>Файл «{name}» прочитан с диска изменённым и не сохранён. Возьмите другой диск.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>“{name}” can&apos;t be made: {reason}. Nothing was kept.</source>
        <translation>«{name}» не удалось создать: {reason}. Ничего не сохранено.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/tables.py"/>
        <source>“{name}” can&apos;t be opened: {why}. Check that it is still there and not open elsewhere.</source>
        <translation>«{name}» не открывается: {why}. Проверьте, на месте ли он и не открыт ли в другой программе.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/reading.py"/>
        <source>“{name}” can&apos;t be read: {reason}. Check that the disk is connected and try again.</source>
        <translation>Файл «{name}» не читается: {reason}. Проверьте, подключён ли диск, и попробуйте снова.</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>“{name}” can&apos;t be written or read: {reason}. Nothing was changed; look whether the disk is full, write-protected or gone.</source>
        <translation>«{name}» не записывается или не читается: {reason}. Ничего не изменено; проверьте, не заполнен ли диск, не защищён ли он от записи и не отключён ли.</translation>
    </message>
    <message>
        <location filename="../../models/protocol/verification_pdf.py"/>
        <source>“{name}” carries no result: it was not made by this program or was saved again by another.</source>
        <translation>В «{name}» нет результата: файл создан не этой программой или сохранён заново другой.</translation>
    </message>
    <message>
        <location filename="../../models/packet/checking.py"/>
        <source>“{name}” contradicts itself and can&apos;t be worked with; nothing was taken from it. Ask the secretary for a packet without these defects:</source>
        <translation>«{name}» противоречит сам себе, работать с ним нельзя; из него ничего не взято. Попросите у секретаря пакет без этих дефектов:</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>“{name}” contradicts itself: its table is not what its sheets and decisions give. It was not taken; ask the chair for the result again.</source>
        <translation>Файл «{name}» противоречит сам себе: его таблица не следует из оценочных листов и решений. Он не принят; попросите у председателя результат заново.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/child.py"/>
        <source>“{name}” could not be read within {seconds} seconds and was left aside; nothing was taken from it. Open it in the program it was made with, save it anew and try again.</source>
        <translation>«{name}» не удалось прочитать за {seconds} с; он отложен, из него ничего не взято. Откройте его в программе, где он создан, сохраните заново и повторите.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>“{name}” did not leave the room. Who came later is recorded with the attendance.</source>
        <translation>«{name}» из зала не выходил(а). Кто пришёл позже, записывается через явку.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>“{name}” does not fit this central file; nothing of it can be stored.</source>
        <translation>«{name}» не подходит к этому центральному файлу; сохранить из него ничего нельзя.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>“{name}” has a conflict of interest about the open item and comes back when it is closed.</source>
        <translation>У «{name}» конфликт интересов по открытому вопросу; возвращение – после его закрытия.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>“{name}” has a conflict of interest here and can&apos;t vote. Take this vote out.</source>
        <translation>«{name}»: здесь конфликт интересов, голосовать нельзя. Уберите этот голос.</translation>
    </message>
    <message>
        <location filename="../../models/intake/lists/listed.py"/>
        <source>“{name}” has neither a column of application codes nor one of IINs; nothing was compared. People are never joined by name: add the codes.</source>
        <translation>В «{name}» нет ни столбца кодов заявок, ни столбца ИИН; ничего не сравнено. Люди никогда не сопоставляются по имени: добавьте коды.</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/listed.py"/>
        <source>“{name}” has no column of an application (IIN, name, title …); nothing was compared. Check that it is the right file.</source>
        <translation>В «{name}» нет ни одного столбца заявки (ИИН, имя, название …); ничего не сравнено. Проверьте, тот ли это файл.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/party_tables.py"/>
        <source>“{name}” has no column with names, IIN, telephones, addresses or organisations; nothing was compared. Name the columns, for example: id, name, iin, birth_date, phone, email, address, organisation, role.</source>
        <translation>В «{name}» нет столбца с именами, ИИН, телефонами, адресами или организациями; ничего не сравнивалось. Назовите столбцы, например: ФИО, ИИН, дата рождения, телефон, электронная почта, адрес, организация.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/tables.py"/>
        <source>“{name}” has no heading row among its first {n} rows; nothing was taken in. Put the names of the columns (for example “IIN”, “Project title”) above the data.</source>
        <translation>В первых {n} строках «{name}» нет строки заголовков; ничего не принято. Напишите над данными названия столбцов (например, «ИИН», «Название проекта»).</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/tables.py"/>
        <location filename="../../models/intake/source.py"/>
        <source>“{name}” has no sheet “{sheet}”. Its sheets are: {sheets}. Choose one of them.</source>
        <translation>В «{name}» нет листа «{sheet}». Есть листы: {sheets}. Выберите один из них.</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>“{name}” holds more than {n} files; choose the folder of this contest.</source>
        <translation>В папке «{name}» слишком много файлов (предел: {n}); выберите папку этого конкурса.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/tables.py"/>
        <source>“{name}” holds no rows of data; nothing was taken in. Check that the right file and sheet were saved.</source>
        <translation>В «{name}» нет строк с данными; ничего не принято. Проверьте, тот ли файл и лист сохранены.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>“{name}” is a key of another kind; Tandau needs Ed25519. Make a new key.</source>
        <translation>«{name}» – ключ другого вида; для Tandau нужен Ed25519. Создайте новый ключ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>“{name}” is absent and can&apos;t vote. Take the vote out, or record the attendance first.</source>
        <translation>«{name}» отсутствует и не может голосовать. Уберите голос или сначала запишите явку.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/workbooks.py"/>
        <source>“{name}” is cut off or damaged; nothing was taken in. Copy it again from where it came, or open it in the program it was made with and save it anew.</source>
        <translation>«{name}» обрывается или повреждён; ничего не принято. Скопируйте его заново оттуда, откуда он пришёл, или откройте в программе, где он создан, и сохраните ещё раз.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/delimited.py"/>
        <source>“{name}” is cut off or has a quotation mark that is never closed, near line {line}; nothing was taken in. Save the table anew as XLSX or CSV.</source>
        <translation>«{name}» обрывается или около строки {line} не закрыта кавычка; ничего не принято. Сохраните таблицу заново как XLSX или CSV.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/containers.py"/>
        <source>“{name}” is damaged or cut short; nothing was taken from it. Copy it again from where it came from.</source>
        <translation>Файл «{name}» повреждён или неполон; из него ничего не взято. Скопируйте его заново оттуда, откуда он получен.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/child.py"/>
        <source>“{name}” is damaged or needs far more memory than such a file should; it was left aside and nothing was taken from it. Open it in the program it was made with, save it anew and try again.</source>
        <translation>«{name}» повреждён или требует намного больше памяти, чем должен такой файл; он отложен, из него ничего не взято. Откройте его в программе, где он создан, сохраните заново и повторите.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/child.py"/>
        <source>“{name}” is damaged or of another kind than its name says ({kind}); nothing was taken from it. Open it in the program it was made with, save it anew and try again.</source>
        <translation>«{name}» повреждён или его вид не соответствует имени ({kind}); из него ничего не взято. Откройте его в программе, где он создан, сохраните заново и повторите.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/cards.py"/>
        <location filename="../../models/sealing/reading.py"/>
        <location filename="../../models/values.py"/>
        <source>“{name}” is damaged or was made by another program; it was not taken.</source>
        <translation>Файл «{name}» повреждён или создан другой программой; он не принят.</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>“{name}” is in use: another window or office is just writing to it. Nothing was changed; try again in a moment.</source>
        <translation>«{name}» занят: в него сейчас пишет другое окно или другая канцелярия. Ничего не изменено; повторите чуть позже.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/workspace/store.py"/>
        <source>“{name}” is missing beside the workspace, so it can&apos;t be opened. Put it back from a copy.</source>
        <translation>В рабочей папке нет файла «{name}», поэтому её нельзя открыть. Верните файл из копии.</translation>
    </message>
    <message>
        <location filename="../../models/intake/attachments.py"/>
        <source>“{name}” is no folder; choose the folder that holds the attachments.</source>
        <translation>«{name}» – не папка; выберите папку с приложениями.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/held/result_files.py"/>
        <source>“{name}” is no result of a sitting; nothing was taken from it.</source>
        <translation>Файл «{name}» не является результатом заседания; из него ничего не взято.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/delimited.py"/>
        <source>“{name}” is no table; nothing was taken in. Save it as XLSX or CSV and try again.</source>
        <translation>«{name}» – не таблица; ничего не принято. Сохраните её как XLSX или CSV и повторите.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>“{name}” is no text in UTF-8; a passphrase is expected in its first line.</source>
        <translation>«{name}» – не текст в кодировке UTF-8; в первой его строке ожидается парольная фраза.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_files.py"/>
        <source>“{name}” is no typed paper sheet; nothing was taken.</source>
        <translation>«{name}» – не введённый бумажный лист; ничего не взято.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/preview.py"/>
        <source>“{name}” is none of JPEG, PNG, PDF, DOCX and can&apos;t be shown here; it can still be saved.</source>
        <translation>«{name}» – не JPEG, PNG, PDF или DOCX, здесь его показать нельзя; но его можно сохранить.</translation>
    </message>
    <message>
        <location filename="../../models/centre/engines.py"/>
        <source>“{name}” is not a central file of this program, is damaged, or belongs to another key file. Nothing was changed; take it from your last copy together with its key file.</source>
        <translation>«{name}» – не центральный файл этой программы, повреждён или относится к другому файлу ключа. Ничего не изменено; возьмите его из последней копии вместе с файлом ключа.</translation>
    </message>
    <message>
        <location filename="../../models/centre/versions.py"/>
        <source>“{name}” is not a central file of this program; it was not touched.</source>
        <translation>«{name}» – не центральный файл этой программы; он не изменён.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>“{name}” is not a member of the commission and has no vote. Take this vote out.</source>
        <translation>«{name}» не член комиссии и не имеет права голоса. Уберите этот голос.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/keys.py"/>
        <source>“{name}” is not a private key; nothing was opened. Choose the file your key was saved in.</source>
        <translation>«{name}» – не закрытый ключ; ничего не открыто. Выберите файл, в котором сохранён ваш ключ.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/room.py"/>
        <source>“{name}” is not in the room.</source>
        <translation>«{name}» не в зале.</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>“{name}” is not sealed to your key. Ask the secretary for one that is; it is for:</source>
        <translation>Файл «{name}» запечатан не для вашего ключа. Попросите у секретаря предназначенный вам; этот предназначен для:</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>“{name}” is of a further sitting: it continues protocol № {number}. Look through who is out and who is in, then store it.</source>
        <translation>«{name}» – результат последующего заседания: он продолжает протокол № {number}. Просмотрите, кто выбыл и кто назван, затем сохраните.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/voting.py"/>
        <source>“{name}” is out of the room and can&apos;t vote. Record the return first, or take the vote out.</source>
        <translation>«{name}» вне зала и голосовать не может. Сначала запишите возвращение или уберите голос.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/workbooks.py"/>
        <source>“{name}” is protected by a password; nothing was taken in. Open it in the spreadsheet program, take the password away and save it.</source>
        <translation>«{name}» защищён паролем; ничего не принято. Откройте его в табличной программе, снимите пароль и сохраните.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>“{name}” is right and fits. Look through the lines, then store it.</source>
        <translation>«{name}» верен и подходит. Просмотрите строки и сохраните его.</translation>
    </message>
    <message>
        <location filename="../../models/packet/files.py"/>
        <source>“{name}” is signed, but not by the secretary of its contest; it was not opened. Ask the secretary.</source>
        <translation>Файл «{name}» подписан, но не секретарём этого конкурса; он не открыт. Обратитесь к секретарю.</translation>
    </message>
    <message>
        <location filename="../../ui/office/sync_page.py"/>
        <source>“{name}” is stored already; nothing would change.</source>
        <translation>«{name}» уже сохранён; ничего не изменится.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/count.py"/>
        <source>“{name}” is the table itself and was not replaced. Choose another name.</source>
        <translation>«{name}» – сама таблица, она не заменена. Выберите другое имя.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/delimited.py"/>
        <location filename="../../models/intake/outside/tables.py"/>
        <location filename="../../models/intake/outside/workbooks.py"/>
        <source>“{name}” is too large for a table of applications; nothing was taken in. Delete empty rows and columns, or split it into several files.</source>
        <translation>«{name}» слишком велик для таблицы заявок; ничего не принято. Удалите пустые строки и столбцы или разделите таблицу на несколько файлов.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>“{name}” is too large for this disk; nothing was changed. Choose a disk formatted as exFAT or NTFS.</source>
        <translation>Файл «{name}» слишком велик для этого диска; ничего не изменено. Выберите диск, отформатированный в exFAT или NTFS.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/containers.py"/>
        <location filename="../../models/sealing/reading.py"/>
        <source>“{name}” is too large to be what it says it is; it was not opened.</source>
        <translation>Файл «{name}» слишком велик для своего вида; он не открыт.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_files.py"/>
        <source>“{name}” names people otherwise than they are enrolled; it was not taken. Ask who sent it.</source>
        <translation>В «{name}» люди названы иначе, чем внесены; файл не взят. Спросите, кто его прислал.</translation>
    </message>
    <message>
        <location filename="../../models/centre/store.py"/>
        <source>“{name}” or its key file exists already; nothing was changed. Choose another name.</source>
        <translation>«{name}» или его файл ключа уже существует; ничего не изменено. Выберите другое имя.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/reading.py"/>
        <source>“{name}” was made by a newer version of Tandau; it was not opened. Update this program.</source>
        <translation>Файл «{name}» создан более новой версией Tandau; он не открыт. Обновите программу.</translation>
    </message>
    <message>
        <location filename="../../ui/office/place.py"/>
        <source>“{name}” was not taken: open a central file and choose a contest first, then drop it again.</source>
        <translation>«{name}» не принят: сначала откройте центральный файл и выберите конкурс, затем перетащите его снова.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>“{name}” was not written and nothing was changed: {reason}. Choose another folder.</source>
        <translation>Файл «{name}» не записан, ничего не изменено: {reason}. Выберите другую папку.</translation>
    </message>
    <message>
        <location filename="../../models/centre/papers/exports.py"/>
        <source>“{name}” was not written: a table is saved as .xlsx or .csv. Choose such a name.</source>
        <translation>«{name}» не записан: таблица сохраняется как .xlsx или .csv. Выберите такое имя.</translation>
    </message>
    <message>
        <location filename="../../ui/office/register/page.py"/>
        <source>“{name}” was saved. Rows: {n}.</source>
        <translation>«{name}» сохранён. Строк: {n}.</translation>
    </message>
    <message>
        <location filename="../../models/scoring/paper_files.py"/>
        <source>“{name}” was typed for another packet; it was not taken. Choose that revision.</source>
        <translation>«{name}» введён для другого пакета; не взят. Выберите ту редакцию.</translation>
    </message>
    <message>
        <location filename="../../models/centre/versions.py"/>
        <source>“{name}” was written by a newer version of this program ({version}); it was not touched. Update the program on this computer.</source>
        <translation>«{name}» записан более новой версией программы ({version}); он не изменён. Обновите программу на этом компьютере.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/safe_write.py"/>
        <source>“{name}” was written, but the disk did not confirm it. Take another disk and save it again.</source>
        <translation>Файл «{name}» записан, но диск этого не подтвердил. Возьмите другой диск и сохраните снова.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/party_tables.py"/>
        <source>“{name}”, row {n}: the birth date can&apos;t be read.</source>
        <translation>«{name}», строка {n}: дату рождения прочитать не удалось.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/tables.py"/>
        <source>“{name}”: cells under no heading were left out, in rows: {rows}. See whether these rows are shifted: in CSV a text that holds the separator needs quotation marks.</source>
        <translation>«{name}»: ячейки без заголовка не взяты, строки: {rows}. Проверьте, не сдвинуты ли эти строки: в CSV текст, содержащий разделитель, берётся в кавычки.</translation>
    </message>
    <message>
        <location filename="../../models/conflicts/party_tables.py"/>
        <source>“{name}”: columns left out: {columns}.</source>
        <translation>«{name}»: столбцы не использованы: {columns}.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/tables.py"/>
        <source>“{name}”: in this kind of file a cell whose formula failed (#N/A and the like) is read as empty. If the table has formulas, save it as XLSX: there each such cell is named.</source>
        <translation>«{name}»: в файле этого вида ячейка с ошибкой формулы (#Н/Д и подобные) читается как пустая. Если в таблице есть формулы, сохраните её в XLSX: там каждая такая ячейка будет названа.</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/delimited.py"/>
        <source>“{name}”: question marks stand inside {n} words. Windows-1251 has no Kazakh letters, so they were lost when the file was saved. Save the table as XLSX or as CSV in UTF-8 and take it in again.</source>
        <translation>«{name}»: слов со знаком вопроса внутри: {n}. В Windows-1251 нет казахских букв, поэтому они потеряны при сохранении файла. Сохраните таблицу как XLSX или CSV в кодировке UTF-8 и примите её снова.</translation>
    </message>
    <message>
        <location filename="../../models/duplicates/listed.py"/>
        <source>“{name}”: these columns are not known; their texts were compared all the same: {columns}</source>
        <translation>«{name}»: эти столбцы не распознаны; их тексты всё равно сравнены: {columns}</translation>
    </message>
    <message>
        <location filename="../../models/intake/outside/delimited.py"/>
        <source>“{name}”: {n} letters could not be read; they are shown as �. Save the table as XLSX or as CSV in UTF-8 and take it in again.</source>
        <translation>«{name}»: нечитаемых букв: {n}; они показаны как �. Сохраните таблицу как XLSX или CSV в кодировке UTF-8 и примите её снова.</translation>
    </message>
    <message>
        <location filename="../../models/sealing/cards.py"/>
        <source>“{name}”: {why}</source>
        <translation>«{name}»: {why}</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/lot.py"/>
        <source>“{number}” is no number of 1–20 digits. Say it again.</source>
        <translation>«{number}» – не число из 1–20 цифр. Назовите его ещё раз.</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/compare.py"/>
        <location filename="../../ui/office/lists/compare.py"/>
        <source>“{one}”: rows: {n}; “{two}”: rows: {m}; in both: {joined}.</source>
        <translation>«{one}»: строк: {n}; «{two}»: строк: {m}; в обоих: {joined}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>“{over}” has been joined by an earlier step</source>
        <translation>«{over}» уже объединены более ранним шагом</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/demo.py"/>
        <source>“{path}” is not empty; nothing was written. Name an empty or a new folder.</source>
        <translation>«{path}» не пуста; ничего не записано. Укажите пустую или новую папку.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>“{person}” is not on the roster and can&apos;t record acts.</source>
        <translation>«{person}» нет в составе комиссии, поэтому записывать действия нельзя.</translation>
    </message>
    <message>
        <location filename="../../models/sitting/checking/checks.py"/>
        <source>“{person}” is not on the roster.</source>
        <translation>«{person}» нет в составе комиссии.</translation>
    </message>
    <message>
        <location filename="../../models/intake/parts.py"/>
        <source>“{sheet}”, row {row}: {defect}</source>
        <translation>«{sheet}», строка {row}: {defect}</translation>
    </message>
    <message>
        <location filename="../../models/intake/parts.py"/>
        <source>“{sheet}”: rows without an application code or IIN were left out: {n}.</source>
        <translation>«{sheet}»: строки без кода заявки и ИИН не взяты: {n}.</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>“{step}” has no use for it</source>
        <translation>шаг «{step}» этот ключ не использует</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>“{step}” needs exactly one of {keys}</source>
        <translation>шагу «{step}» нужен ровно один из ключей: {keys}</translation>
    </message>
    <message>
        <location filename="../../models/contest/counting.py"/>
        <source>“{step}” needs it, nothing is implied</source>
        <translation>шагу «{step}» нужен этот ключ, сам собой он не подразумевается</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile.py"/>
        <source>“{step}” stands in it, and no step twice</source>
        <translation>в нём есть «{step}», и ни один шаг не повторяется</translation>
    </message>
    <message>
        <location filename="../../models/contest/profile_words.py"/>
        <source>“{text}”</source>
        <translation>«{text}»</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/contest.py"/>
        <source>“{text}” is no number of grants. Write --grants TERRITORY=N.</source>
        <translation>«{text}» – не число грантов. Пишите в виде --grants территория=число.</translation>
    </message>
    <message>
        <location filename="../../ui/sitting/conflicts/with_without_part.py"/>
        <source>“{words}”</source>
        <translation>«{words}»</translation>
    </message>
    <message>
        <location filename="../../models/protocol/reading_back.py"/>
        <source>“{word}” is not found on the pages</source>
        <translation>«{word}» на страницах не найдено</translation>
    </message>
    <message>
        <location filename="../../desktop/cli/output.py"/>
        <source>“{word}” is not written as NAME=VALUE.</source>
        <translation>«{word}» записано не в виде «имя=значение».</translation>
    </message>
    <message>
        <location filename="../../models/protocol/parity.py"/>
        <source>“{word}” stands {kk} times in Kazakh and {ru} times in Russian</source>
        <translation>«{word}»: в казахском тексте – {kk}, в русском – {ru}</translation>
    </message>
    <message>
        <location filename="../../models/protocol/reading_back.py"/>
        <source>“{word}” stands {n} times too often ({language})</source>
        <translation>«{word}» лишнее, раз: {n} ({language})</translation>
    </message>
    <message>
        <location filename="../../models/protocol/reading_back.py"/>
        <source>“{word}” stands {n} times too seldom ({language})</source>
        <translation>«{word}» недостаёт, раз: {n} ({language})</translation>
    </message>
    <message>
        <location filename="../../models/sitting/counting/recount_table.py"/>
        <source>“{written}” is not a whole number of points</source>
        <translation>«{written}» – не целое число баллов</translation>
    </message>
</context>
</TS>
