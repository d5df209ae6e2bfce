// SPDX-License-Identifier: MIT
#include "tests/gui/shots/scenes.h"

#include "app/gui/dialogs/delete_versions_dialog.h"
#include "app/gui/dialogs/export_dialog.h"
#include "app/gui/dialogs/job_editor.h"
#include "app/gui/dialogs/not_warned_dialog.h"
#include "app/gui/dialogs/preferences_dialog.h"
#include "app/gui/dialogs/remove_dialog.h"
#include "app/gui/dialogs/rules_dialog.h"
#include "app/gui/dialogs/show_passphrase_dialog.h"
#include "app/gui/editor/editor_section.h"
#include "app/gui/job_actions.h"
#include "app/gui/pages/overview_page.h"
#include "app/gui/security_settings.h"
#include "app/gui/wizards/setup_wizard.h"
#include "app/shared/error_table.h"
#include "core/config/problem_store.h"
#include "core/config/run_store.h"
#include "core/config/settings_database.h"
#include "tests/support/scratch_folder.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>
#include <QTreeWidget>
#include <QWizard>

#include <algorithm>
#include <filesystem>

namespace cairn::test {

using namespace cairn::gui;
using namespace Qt::StringLiterals;

Scenes::Scenes(const FilePath &home, ThemeManager &theme, QSize window, Show show)
    : m_home(home)
    , m_theme(theme)
    , m_show(std::move(show))
    , m_program(std::make_unique<GuiProgram>(home / ".config/cairn"))
    , m_window(std::make_unique<MainWindow>(m_program->proxy, systemRandom(), theme))
{
    writeFiles();
    m_window->resize(window);
    m_window->show();
    QApplication::setActiveWindow(m_window.get());
}

void Scenes::until(const std::function<bool()> &condition, const char *what)
{
    for (QDeadlineTimer end(kPatienceMs); !condition();) {
        if (end.hasExpired()) {
            show("stuck", QApplication::activeWindow());
            qFatal("waited in vain: %s", what);
        }
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 50);
    }
}

void Scenes::show(const char *name, QWidget *window)
{
    // A text that has just changed makes cards, page and scroll bars find their sizes in turn.
    constexpr int kPasses = 5;
    for (int pass = 0; pass < kPasses; ++pass) {
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // nothing else does
    }
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // of the last pass
    m_show(QString::fromLatin1(name), window ? *window : *m_window);
}

void Scenes::page(int row)
{
    part<QListWidget>("main.nav").setCurrentRow(row);
}

void Scenes::writeFiles()
{
    const auto write = [this](const std::string &name, const std::string &content) {
        const FilePath path = m_home / ("Documents/" + name);
        std::filesystem::create_directories(path.parent().bytes());
        writeFile(path, content);
    };
    write("notes.md", "# Plan\n- order parts\n");
    write("budget.ods", std::string(184'000, 'b'));
    write("contract.pdf", std::string(1'200'000, 'c'));
    write("old-plan.odt", std::string(64'000, 'o'));
    write("Übung 1.txt", "äöü\n");
    write("letter of 1998.txt", "Gr\xfc\xdf"
                                "e aus K\xf6ln, \x84"
                                "bis bald\x93\n");
    write("empty.txt", "");
    write("photo.bin", std::string("\x00\x01\xfe\xff Exif", 10) + std::string(2'000, '\x7f'));
    std::string lines;
    for (int i = 0; lines.size() < 2'500'000; ++i)
        lines += "2026-07-12 19:00:00 line " + std::to_string(i) + " of what the program said\n";
    write("program.log", lines);
    for (int i = 1; i < 30; ++i)
        write("Projects/plan/section-" + std::to_string(i) + ".dwg", std::string(9'000 * i, 's'));
    write("Letters/2026/" + std::string(180, 'x') + ".txt", "a long name\n");
    QImage sea(640, 400, QImage::Format_RGB32);
    sea.fill(Theme::light().accent);
    std::filesystem::create_directories((m_home / "Pictures").bytes());
    sea.save(QString::fromStdString((m_home / "Pictures/sea.png").bytes()));
    sea.save(QString::fromStdString((m_home / "Documents/sea.png").bytes()));
    std::filesystem::create_directories((m_home / "copies").bytes());
    std::filesystem::create_directories((m_home / "Documents/Archive").bytes());
}

JobConfig Scenes::job(const char *id, const QString &name) const
{
    JobConfig job;
    job.id = id;
    job.name = name;
    job.destination = (m_home / "copies" / name.toStdString()).bytes();
    job.sources = {m_home / "Documents"};
    return job;
}

void Scenes::welcome()
{
    auto &whole = part<QWidget>("welcome.protect");
    until([&whole] { return whole.isVisible(); }, "the first page");
    show("welcome");
}

void Scenes::add(const JobConfig &job)
{
    if (const QString why = m_program->save(job, Secret("a passphrase")); !why.isEmpty())
        qFatal("%s", qPrintable(why));
}

void Scenes::connectDrive(const char *uuid)
{
    gui::Drive drive;
    drive.uuid = QString::fromLatin1(uuid);
    drive.label = u"Blue disk"_s;
    drive.isRemovable = true;
    drive.mountPoint = m_home / "media/blue";
    drive.totalBytes = drive.deviceBytes = 1'000'000'000'000;
    drive.freeBytes = 812'000'000'000;
    std::filesystem::create_directories(drive.mountPoint.bytes());
    m_program->drives->set({drive});
}

void Scenes::run(const std::string &job)
{
    if (!m_program->run(job))
        qFatal("it did not run");
    auto &strip = part<QWidget>("main.runStrip");
    until([&strip] { return !strip.isVisible(); }, "the window to have heard of the end");
}

// A month in which one day brought a remark and one a failure.
void Scenes::addPast(const std::string &job)
{
    const auto settings = SettingsDatabase::open(m_program->files, m_home / ".config/cairn");
    if (!settings)
        qFatal("%s", qPrintable(settings.error().message));
    RunStore runs(**settings);
    const std::int64_t now = systemClock().nowSeconds();
    for (int day = 29; day > 0; --day) {
        const std::int64_t time = now - day * 86'400;
        RunState state;
        state.result = day == 12  ? RunResult::Warning
                       : day == 5 ? RunResult::Failed
                                  : RunResult::Saved;
        const auto id = runs.begin(job, RunKind::Backup, time, 1, {});
        if (day % 9 != 8 && id)
            std::ignore = runs.finish(*id, time + 40, state, {0, 4'100'000, 12, 31, 4, time}, {});
    }
    std::ignore = runs.closeInterrupted(now);
}

void Scenes::addUnreadable(const std::string &job)
{
    const auto settings = SettingsDatabase::open(m_program->files, m_home / ".config/cairn");
    if (!settings)
        qFatal("%s", qPrintable(settings.error().message));
    Problem problem;
    problem.code = "FILES_UNREADABLE";
    problem.paths = {(m_home / "Documents/locked.ods").bytes(),
                     (m_home / "Documents/mail.lock").bytes()};
    problem.count = 2;
    const std::int64_t now = systemClock().nowSeconds();
    std::ignore = ProblemStore(**settings).noteRun(job, RunKind::Backup, now, {problem}, false);
}

void Scenes::addEmptied(const std::string &job)
{
    const auto settings = SettingsDatabase::open(m_program->files, m_home / ".config/cairn");
    if (!settings)
        qFatal("%s", qPrintable(settings.error().message));
    Problem problem;
    problem.code = "SOURCE_EMPTY";
    problem.text = u"The sources hold no file at all, where the last version has 36."_s;
    problem.count = 1;
    const std::int64_t now = systemClock().nowSeconds();
    std::ignore = ProblemStore(**settings).noteRun(job, RunKind::Backup, now, {problem}, false);
}

void Scenes::overview()
{
    const std::string first = "00000001";
    add(job(first.c_str(), u"Documents"_s));
    page(0);
    show("overview-empty");
    addPast(first);
    run(first);
    for (const char *text : {"- call the printer\n", "- call them again\n"}) {
        std::filesystem::remove((m_home / "Documents/old-plan.odt").bytes());
        writeFile(m_home / "Documents/notes.md", readFile(m_home / "Documents/notes.md") + text);
        run(first);
    }
    show("overview-fine");
    JobConfig photos = job("00000002", u"Photos"_s);
    photos.drive = DriveRef{u"12345678-dead-beef"_s, u"Blue disk"_s, 0, FilePath("Cairn")};
    photos.destination.clear();
    photos.sources = {m_home / "Pictures"};
    add(photos);
    connectDrive("12345678-dead-beef");
    until([&] { return !m_program->proxy.job(photos.id)->isDriveAbsent; }, "the drive");
    run(photos.id);
    m_program->drives->set({});
    until([&] { return m_program->proxy.job(photos.id)->isDriveAbsent; }, "no drive");
    show("overview-waiting");
    connectDrive("87654321-feed-face");
    until([&] { return m_program->proxy.job(photos.id)->newDrive.has_value(); }, "a new drive");
    show("overview-new-drive");
    m_program->drives->set({});
    until([&] { return !m_program->proxy.job(photos.id)->newDrive; }, "no drive");
    m_program->proxy.setPausedUntil(systemClock().nowSeconds() + 1080);
    until([this] { return m_program->proxy.state().pausedUntil.has_value(); }, "a pause");
    show("overview-paused");
    m_program->proxy.setPausedUntil({});
    until([this] { return !m_program->proxy.state().pausedUntil; }, "the end of the pause");
    JobConfig slow = job("00000003", u"A backup with a name that somebody wrote down in full, "
                                     "because it is the only one of its kind in the family"_s);
    slow.destination = (m_home / "copies/slow").bytes();
    slow.options = {{"throttle-upload", "100kb"}, {"dblock-size", "1mb"}};
    std::filesystem::create_directories((m_home / "copies/slow").bytes());
    add(slow);
    m_program->proxy.runJob(slow.id);
    const auto isSending = [&] {
        const JobView *view = m_program->proxy.job(slow.id);
        return view && view->current && view->current->state.filesDone > 2;
    };
    until(isSending, "something is sent");
    show("overview-running");
    page(2);
    part<QTabWidget>("activity.tabs").setCurrentIndex(0);
    show("activity-now");
    m_program->proxy.ask(slow.id, RequestVerb::StopAfterFile);
    until([&] { return !m_program->proxy.job(slow.id)->current; }, "the run has stopped");
    JobConfig lost = job("00000004", u"Letters"_s);
    lost.destination = "/proc/nowhere";
    add(lost);
    run(lost.id);
    page(0);
    show("overview-failed");
    tagged();
}

void Scenes::tagged()
{
    const std::tuple<const char *, const char16_t *, JobTag> marks[] = {
        {"00000001", u"At home", JobTag::Red},
        {"00000002", u"At home", JobTag::Yellow},
        {"00000003", u"", JobTag::Green},
        {"00000004", u"Office work", JobTag::Purple}};
    for (const auto &[id, group, tag] : marks) {
        JobConfig job = m_program->proxy.job(id)->job;
        job.group = QString::fromUtf16(group);
        job.tag = tag;
        if (const QString why = m_program->change(job); !why.isEmpty())
            qFatal("%s", qPrintable(why));
    }
    until([&] { return m_program->proxy.job("00000004")->job.tag == JobTag::Purple; }, "tags");
    auto &overview = *m_window->findChild<OverviewPage *>();
    overview.setOrder({JobSort::ByHand, true});
    show("overview-groups");
    overview.setOrder({});
}

QModelIndex Scenes::listed(const QString &file) const
{
    const QAbstractItemModel &files = *part<QTreeView>("restore.files").model();
    for (int row = 0; row < files.rowCount(); ++row)
        if (files.index(row, 0).data().toString().contains(file))
            return files.index(row, 0);
    return {};
}

void Scenes::restore()
{
    page(1);
    auto &files = part<QTreeView>("restore.files");
    until([&files] { return files.model()->rowCount() > 2; }, "files");
    const auto rowOf = [this](const QString &name) { return listed(name); };
    until([&] { return rowOf(u"notes.md"_s).isValid(); }, "the page of files");
    show("restore-date");
    files.setCurrentIndex(rowOf(u"notes.md"_s));
    auto &history = part<QListView>("restore.history");
    until([&history] { return history.model() && history.model()->rowCount() > 1; }, "history");
    auto &preview = part<QWidget>("restore.preview");
    until(
        [&preview] {
            const auto *text = preview.findChild<QPlainTextEdit *>();
            return text && !text->toPlainText().isEmpty();
        },
        "a preview");
    show("restore-history-text");
    files.setCurrentIndex(rowOf(u"sea.png"_s));
    until(
        [&preview] {
            const auto labels = preview.findChildren<QLabel *>();
            return std::ranges::any_of(labels, [](const QLabel *label) {
                return label->isVisible() && !label->pixmap(Qt::ReturnByValue).isNull();
            });
        },
        "a picture");
    show("restore-preview-image");
    part<QCheckBox>("restore.deleted").setChecked(true);
    until([&] { return rowOf(u"old-plan"_s).isValid(); }, "what was deleted");
    show("restore-deleted");
    part<QCheckBox>("restore.deleted").setChecked(false);
    until([&] { return rowOf(u"budget"_s).isValid(); }, "what is there");
    files.setCurrentIndex(rowOf(u"budget"_s));
    part<QAbstractButton>("restore.go").click();
    until([this] { return dialog("restoreDialog.go"); }, "the dialog");
    auto &go = part<QAbstractButton>("restoreDialog.go");
    until([&go] { return go.isEnabled(); }, "the plan");
    show("restore-dialog", go.window());
    go.click();
    Q_EMIT m_program->proxy.restoreProgress({3, 12, 41'000'000, 120'000'000,
                                             u"/home/anna/Documents/budget.ods"_s, 150, 150,
                                             2'400'000});
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    m_show(u"restore-progress"_s, *go.window());
    until([this] { return dialog("restoreDialog.close"); }, "the end of the restore");
    show("restore-result", part<QWidget>("restoreDialog.close").window());
    part<QAbstractButton>("restoreDialog.close").click();
    part<QLineEdit>("main.search").setText(u"section"_s);
    auto &found = part<QTreeView>("search.results");
    until([&found] { return found.model()->rowCount() > 3; }, "what was found");
    show("restore-search");
    part<QLineEdit>("main.search").clear();
    auto &jobs = part<QComboBox>("restore.job");
    jobs.setCurrentIndex(jobs.findText(u"Photos"_s));
    until([&] { return rowOf(u"sea.png"_s).isValid() && !rowOf(u"budget"_s).isValid(); },
          "the files of the drive");
    files.setCurrentIndex(rowOf(u"sea.png"_s));
    auto &offline = part<QStackedWidget>("restore.preview");
    until(
        [&offline] {
            return !offline.findChild<QLabel *>(u"restore.previewFailed"_s)->text().isEmpty();
        },
        "why there is no preview");
    show("restore-offline");
    jobs.setCurrentIndex(0);
    until([&] { return rowOf(u"budget"_s).isValid(); }, "the first backup");
}

void Scenes::openPreview(const QString &file, const char *name)
{
    auto &files = part<QTreeView>("restore.files");
    until([&] { return listed(file).isValid(); }, "the file");
    files.setCurrentIndex(listed(file));
    auto &history = part<QListView>("restore.history");
    until([&history] { return history.model()->rowCount() > 0; }, "its history");
    for (QAction *action :
         part<QWidget>("restore.files").parentWidget()->window()->findChildren<QAction *>())
        if (action->shortcut() == QKeySequence(Qt::Key_F3))
            action->trigger();
    until([this] { return dialog("preview.content"); }, "the window");
    auto &content = part<QStackedWidget>("preview.content");
    until(
        [&content] {
            return !content.findChild<QWidget *>(u"restore.previewCancel"_s)->isVisible();
        },
        "what the file held");
    show(name, content.window());
    content.window()->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void Scenes::previews()
{
    page(1);
    openPreview(u"notes.md"_s, "preview-text");
    openPreview(u"sea.png"_s, "preview-image");
    openPreview(u"photo.bin"_s, "preview-bytes");
    openPreview(u"program.log"_s, "preview-beginning");
    openPreview(u"empty.txt"_s, "preview-empty");
    openPreview(u"letter of 1998"_s, "preview-old-text");
}

void Scenes::fileDialogs()
{
    const auto open = [this](const char *name, QFileDialog::AcceptMode mode) {
        QFileDialog dialog(m_window.get(), {}, displayText((m_home / "Documents").bytes()));
        dialog.setOption(QFileDialog::DontUseNativeDialog);
        dialog.setAcceptMode(mode);
        dialog.open();
        auto *view = dialog.findChild<QAbstractItemView *>(u"listView"_s);
        until([view] { return view->model()->rowCount(view->rootIndex()) > 3; }, "the files");
        show(name, &dialog);
        dialog.close();
    };
    open("file-dialog-open", QFileDialog::AcceptOpen);
    open("file-dialog-save", QFileDialog::AcceptSave);
}

void Scenes::activity()
{
    page(2);
    auto &tabs = part<QTabWidget>("activity.tabs");
    tabs.setCurrentIndex(1);
    auto &history = part<QTableView>("activity.history");
    until([&history] { return history.model()->rowCount() > 3; }, "runs");
    history.selectRow(1);
    show("activity-history");
    tabs.setCurrentIndex(2);
    show("activity-problems");
    addUnreadable("00000001");
    until([this] { return !m_program->proxy.job("00000001")->problems.empty(); }, "a problem");
    auto &problems = part<QTreeView>("activity.problems");
    until([&problems] { return problems.model()->rowCount() > 1; }, "its row");
    for (int row = 0; row < problems.model()->rowCount(); ++row)
        if (problems.model()->hasChildren(problems.model()->index(row, 0)))
            problems.setCurrentIndex(problems.model()->index(row, 0));
    show("activity-problems-files");
    part<QAbstractButton>("activity.problem.details").click();
    show("activity-problem-details");
    addEmptied("00000001");
    until([&problems] { return problems.model()->rowCount() > 2; }, "another one");
    for (int row = 0; row < problems.model()->rowCount(); ++row)
        if (!problems.model()->hasChildren(problems.model()->index(row, 0)) &&
            problems.model()->index(row, 1).data() == u"Documents"_s)
            problems.setCurrentIndex(problems.model()->index(row, 0));
    show("activity-problem-emptied");
    tabs.setCurrentIndex(3);
    show("activity-restores");
}

void Scenes::dialogs()
{
    const JobView &view = *m_program->proxy.job("00000001");
    const auto open = [this](const char *name, QDialog *dialog) {
        dialog->open();
        show(name, dialog);
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    auto *editor = new JobEditor(m_program->proxy, view, m_window.get());
    editor->open();
    auto *sections = editor->findChild<QListView *>(u"editor.sections"_s);
    const auto parts = editor->findChildren<EditorSection *>();
    for (int row = 0; row < sections->model()->rowCount(); ++row) {
        sections->setCurrentIndex(sections->model()->index(row, 0));
        const auto shown = std::ranges::find_if(parts, &QWidget::isVisible);
        // "cairn::gui::KeepSection"
        const QString name =
            QString::fromLatin1((*shown)->metaObject()->className()).section(u':', -1).chopped(7);
        show(name == "Keep"_L1 ? "keep-preview" : qPrintable(u"editor-"_s + name.toLower()),
             editor);
    }
    editor->QWidget::hide();
    editor->deleteLater();
    auto *preferences = new PreferencesDialog(m_program->proxy, m_theme, m_window.get());
    preferences->open();
    auto *pages = preferences->findChild<QListView *>(u"preferences.sections"_s);
    auto *battery = preferences->findChild<QWidget *>(u"preferences.onBattery"_s);
    until([battery] { return battery->isEnabled(); }, "what is kept");
    pages->setCurrentIndex(pages->model()->index(1, 0));
    show("preferences-power", preferences);
    pages->setCurrentIndex(pages->model()->index(3, 0));
    show("preferences-security", preferences);
    pages->setCurrentIndex(pages->model()->index(0, 0));
    open("preferences", preferences);
    showSecrets(view);
    open("delete-backup", new RemoveDialog(view, m_window.get()));
    deleteVersions(view);
    open("not-warned",
         new NotWarnedDialog({(m_home / "Documents/locked.ods").bytes()}, m_window.get()));
    Q_EMIT m_program->proxy.refused(
        windowText(Error{ErrorCode::InUse, u"It is held."_s, u"HELD"_s, {}}));
    until([] { return QApplication::activeModalWidget(); }, "a message");
    QWidget *message = QApplication::activeModalWidget();
    show("error-dialog", message);
    message->close();
    open("rules", new RulesDialog(m_program->proxy, view.job, 0, m_window.get()));
    open("export-settings", new ExportDialog(m_program->proxy, view.job, m_window.get()));
    duplicate();
}

void Scenes::showSecrets(const JobView &view)
{
    auto *dialog = new ShowPassphraseDialog(m_program->proxy, view.job, m_window.get());
    dialog->open();
    show("show-passphrase-first", dialog);
    part<QAbstractButton>("showPassphrase.show").click();
    until([this] { return this->dialog("showPassphrase.passphrase"); }, "the passphrase");
    show("show-passphrase", dialog);
    dialog->close();
    setGuarded(Guarded::Opening, true);
    m_window->hide();
    m_window->show();
    until([this] { return this->dialog("gate.passphrase"); }, "the question");
    QKeyEvent loud(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, u"A"_s);
    QCoreApplication::sendEvent(&part<QLineEdit>("gate.passphrase"), &loud);
    show("gate", part<QWidget>("gate.passphrase").window());
    show("locked");
    setGuarded(Guarded::Opening, false);
    part<QAbstractButton>("gate.cancel").click();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_window->hide();
    m_window->show();
    Q_EMIT m_program->proxy.stateChanged(); // nothing is locked any more
}

void Scenes::deleteVersions(const JobView &view)
{
    auto *dialog = new DeleteVersionsDialog(m_program->proxy, view.job, m_window.get());
    dialog->open();
    auto &list = part<QTreeWidget>("deleteVersions.list");
    until([&list] { return list.topLevelItemCount() > 1; }, "the versions");
    list.topLevelItem(1)->setSelected(true);
    const auto &said = part<QLabel>("deleteVersions.said");
    const QString counting = said.text();
    until([&] { return said.text() != counting; }, "what that frees");
    show("delete-versions", dialog);
    dialog->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void Scenes::duplicate()
{
    page(0);
    auto &menu = part<QMenu>("card.00000001.menu");
    menu.popup(m_window->mapToGlobal(QPoint(400, 100)));
    show("card-menu", &menu);
    menu.close();
    menu.findChild<JobActions *>()->entry(JobAction::Duplicate)->trigger();
    auto &wizard = part<QWizard>("setupWizard");
    auto &kinds = part<QListWidget>("where.kinds");
    kinds.setCurrentRow(kinds.count() - 1);
    const QString place = displayText((m_home / "second copies").bytes());
    QDir().mkpath(place);
    part<QLineEdit>("where.folder").setText(place);
    auto *next = wizard.button(QWizard::NextButton);
    until([next] { return next->isEnabled(); }, "the place is tested");
    next->click();
    show("duplicate-lock", &wizard);
    wizard.QDialog::reject();
    wizard.deleteLater();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void Scenes::many()
{
    for (int i = 5; i <= 20; ++i) {
        const std::string id = (i < 10 ? "0000000" : "000000") + std::to_string(i);
        add(job(id.c_str(), u"Backup 1%1"_s.arg(i)));
        page(0);
        if (i == 8)
            show("overview-cards-8");
        if (i == 12)
            show("overview-list-12");
    }
    until([this] { return dialog("overview.list"); }, "a list");
    show("overview-list-20");
    auto &overview = *m_window->findChild<OverviewPage *>();
    overview.setOrder({JobSort::Name, true});
    show("overview-list-groups");
    overview.setOrder({});
}

void Scenes::small()
{
    m_window->resize(1500, 760);
    page(0);
    show("overview-list-wide");
    for (const QSize size : {QSize(800, 600), m_window->minimumSize()}) {
        const bool isLeast = size == m_window->minimumSize();
        m_window->resize(size);
        page(0);
        show(isLeast ? "overview-list-small" : "overview-list-800");
        auto &overview = *m_window->findChild<OverviewPage *>();
        overview.setListWanted(false);
        show(isLeast ? "overview-cards-small" : "overview-cards-800");
        overview.setListWanted(true);
        page(1);
        show(isLeast ? "restore-small" : "restore-800");
    }
}

void Scenes::narrowDialogs()
{
    constexpr QSize kScreen(800, 600);
    const auto showNarrow = [&](const char *name, QDialog *dialog) {
        dialog->resize(kScreen);
        if (dialog->width() > kScreen.width() || dialog->height() > kScreen.height())
            qWarning("%s is %d x %d", name, dialog->width(), dialog->height());
        show(name, dialog);
    };
    JobView view = *m_program->proxy.job("00000001");
    view.job.sources = {m_home, FilePath("/media/old-computer/anna/Letters")};
    view.job.rules = {{false, "@" + (m_home / "copies").bytes() + "/"}, {false, "*/Pictures/"}};
    auto *editor = new JobEditor(m_program->proxy, view, m_window.get());
    editor->open();
    auto *sections = editor->findChild<QListView *>(u"editor.sections"_s);
    sections->setCurrentIndex(sections->model()->index(2, 0));
    auto *tree = editor->findChild<QTreeView *>(u"what.tree"_s);
    until([tree] { return tree->model()->rowCount() == 3; }, "the folder that is not here");
    const QModelIndex home = tree->model()->index(0, 0);
    const auto isGrey = [&](const QString &name) {
        for (int row = 0; row < tree->model()->rowCount(home); ++row)
            if (const QModelIndex at = tree->model()->index(row, 0, home);
                at.data().toString() == name)
                return at.data(Qt::ForegroundRole).isValid();
        return false;
    };
    until([&] { return isGrey(u"copies"_s) && isGrey(u"Pictures"_s); }, "what is left out");
    showNarrow("editor-files-800", editor);
    sections->setCurrentIndex(sections->model()->index(4, 0));
    auto *preset = editor->findChild<QComboBox *>(u"keep.preset"_s);
    preset->setCurrentIndex(preset->count() - 1);
    showNarrow("keep-800", editor);
    editor->QWidget::hide();
    editor->deleteLater();
    QCoreApplication::sendPostedEvents(nullptr,
                                       QEvent::DeferredDelete); // its parts have the names too
    SetupWizard wizard(m_program->proxy, systemRandom(), m_window.get());
    wizard.setAttribute(Qt::WA_DeleteOnClose, false);
    wizard.open();
    auto &kinds = part<QListWidget>("where.kinds");
    kinds.setCurrentRow(kinds.count() - 1);
    const FilePath place = m_home / "copies/of one's own";
    std::filesystem::create_directories(place.bytes());
    part<QLineEdit>("where.folder").setText(QString::fromStdString(place.bytes()));
    showNarrow("where-800", &wizard);
    auto *next = wizard.button(QWizard::NextButton);
    until([next] { return next->isEnabled(); }, "a place is tested");
    next->click();
    until([next] { return next->isEnabled(); }, "something is ticked");
    showNarrow("what-800", &wizard);
    wizard.hide();
}

// Parts that are gone wait for their deletion, under the same name.
bool Scenes::dialog(const char *name) const
{
    for (const QWidget *window : QApplication::topLevelWidgets())
        for (const auto *found : window->findChildren<QWidget *>(QString::fromLatin1(name)))
            if (window->isVisible() && found->isVisible())
                return true;
    return false;
}

} // namespace cairn::test
