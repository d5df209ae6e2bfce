// SPDX-License-Identifier: MIT
#include "tests/gui/shots/scenes.h"

#include "app/gui/dialogs/job_editor.h"
#include "app/gui/dialogs/not_warned_dialog.h"
#include "app/gui/dialogs/preferences_dialog.h"
#include "app/gui/dialogs/remove_dialog.h"
#include "app/gui/dialogs/rules_dialog.h"
#include "app/gui/editor/editor_section.h"
#include "app/shared/error_table.h"
#include "core/config/problem_store.h"
#include "core/config/run_store.h"
#include "core/config/settings_database.h"
#include "tests/support/scratch_folder.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

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
    for (int i = 1; i < 30; ++i)
        write("Projects/plan/section-" + std::to_string(i) + ".dwg", std::string(9'000 * i, 's'));
    write("Letters/2026/" + std::string(180, 'x') + ".txt", "a long name\n");
    QImage sea(640, 400, QImage::Format_RGB32);
    sea.fill(Theme::light().accent);
    std::filesystem::create_directories((m_home / "Pictures").bytes());
    sea.save(QString::fromStdString((m_home / "Pictures/sea.png").bytes()));
    sea.save(QString::fromStdString((m_home / "Documents/sea.png").bytes()));
    std::filesystem::create_directories((m_home / "copies").bytes());
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
}

void Scenes::restore()
{
    page(1);
    auto &files = part<QTreeView>("restore.files");
    until([&files] { return files.model()->rowCount() > 2; }, "files");
    const auto rowOf = [&files](const QString &name) {
        for (int row = 0; row < files.model()->rowCount(); ++row)
            if (files.model()->index(row, 0).data().toString().contains(name))
                return files.model()->index(row, 0);
        return QModelIndex();
    };
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
    until([&] { return rowOf(u"sea.png"_s).isValid(); }, "the files of the drive");
    files.setCurrentIndex(rowOf(u"sea.png"_s));
    show("restore-offline");
    jobs.setCurrentIndex(0);
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
    open("preferences", preferences);
    open("delete-backup", new RemoveDialog(view, m_window.get()));
    open("not-warned",
         new NotWarnedDialog({(m_home / "Documents/locked.ods").bytes()}, m_window.get()));
    Q_EMIT m_program->proxy.refused(
        windowText(Error{ErrorCode::InUse, u"It is held."_s, u"HELD"_s, {}}));
    until([] { return QApplication::activeModalWidget(); }, "a message");
    QWidget *message = QApplication::activeModalWidget();
    show("error-dialog", message);
    message->close();
    open("rules", new RulesDialog(m_program->proxy, view.job, 0, m_window.get()));
}

void Scenes::many()
{
    for (int i = 5; i <= 20; ++i) {
        const std::string id = (i < 10 ? "0000000" : "000000") + std::to_string(i);
        add(job(id.c_str(), u"Backup %1"_s.arg(i)));
    }
    page(0);
    until([this] { return dialog("overview.list"); }, "a list");
    show("overview-list-20");
}

void Scenes::small()
{
    m_window->resize(m_window->minimumSize());
    show("overview-list-small");
    page(1);
    show("restore-small");
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
