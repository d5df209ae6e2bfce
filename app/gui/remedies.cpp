// SPDX-License-Identifier: MIT
#include "app/gui/remedies.h"

#include "app/gui/desktop_open.h"
#include "app/gui/dialogs/job_editor.h"
#include "app/gui/dialogs/passphrase_dialog.h"
#include "app/gui/dialogs/rules_dialog.h"
#include "app/gui/models/source_tree_model.h"
#include "app/gui/widgets/build.h"

#include <QCoreApplication>

#include <algorithm>

namespace cairn::gui {

namespace {

std::vector<FilterEntry> skipRulesFor(const RemedyOrder &order)
{
    if (order.remedy == Remedy::SkipKind)
        return {{false, kindPattern(order.path)}};
    std::vector<FilterEntry> rules;
    for (const std::string &path : order.paths)
        rules.push_back({false, '@' + path});
    return rules;
}

void change(EngineProxy &engine, const JobConfig &job, QWidget *window)
{
    QObject::connect(
        &engine, &EngineProxy::jobSaved, window,
        [window](const QString &, const QString &problem) {
            if (!problem.isEmpty())
                tell(QCoreApplication::translate("cairn::gui::Remedy", "Not possible now"), problem,
                     window);
        },
        Qt::SingleShotConnection);
    engine.changeJob(job);
}

// Shows the new rules before those that there are; they count when that is left with them.
void skip(EngineProxy &engine, const RemedyOrder &order, QWidget *window)
{
    const JobView *view = engine.job(order.job);
    if (!view)
        return;
    JobConfig job = view->job;
    const auto ofTree = std::ssize(SourceTreeModel::choiceOf(job).rules);
    const auto news = skipRulesFor(order);
    job.rules.insert(job.rules.begin() + ofTree, news.begin(), news.end());
    auto *dialog = new RulesDialog(engine, job, int(ofTree), window);
    dialog->select(0);
    QObject::connect(dialog, &QDialog::accepted, window, [&engine, dialog, job, ofTree, window] {
        JobConfig changed = job;
        changed.rules.resize(std::size_t(ofTree));
        changed.rules.insert(changed.rules.end(), dialog->rules().begin(), dialog->rules().end());
        change(engine, changed, window);
    });
    dialog->open();
}

std::string withoutEnd(std::string path)
{
    while (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    return path;
}

// A source is at another place, or at none: the boxes below it go with it.
void moveSource(EngineProxy &engine, const RemedyOrder &order, const std::optional<FilePath> &to,
                QWidget *window)
{
    const JobView *view = engine.job(order.job);
    if (!view)
        return;
    JobConfig job = view->job;
    const std::string old = withoutEnd(order.path);
    const auto source = std::ranges::find_if(
        job.sources, [&old](const FilePath &path) { return withoutEnd(path.bytes()) == old; });
    if (source == job.sources.end())
        return;
    if (to)
        *source = *to;
    else
        job.sources.erase(source);
    const std::string below = '@' + old + '/';
    for (FilterEntry &rule : job.rules)
        if (to && rule.expression.starts_with(below))
            rule.expression.replace(1, old.size(), to->bytes());
    change(engine, job, window);
}

void useWorkingFolder(EngineProxy &engine, const RemedyOrder &order, const QString &folder,
                      QWidget *window)
{
    const JobView *view = engine.job(order.job);
    if (!view)
        return;
    JobConfig job = view->job;
    job.options["tempdir"] = FilePath::fromText(folder).bytes();
    change(engine, job, window);
}

void edit(EngineProxy &engine, const RemedyOrder &order, JobEditor::Section section,
          QWidget *window)
{
    const JobView *view = engine.job(order.job);
    if (!view)
        return;
    auto *editor = new JobEditor(engine, *view, window);
    editor->showSection(section);
    editor->open();
}

// About how the backup is set up.
bool doSettingsRemedy(EngineProxy &engine, const RemedyOrder &order, QWidget *window)
{
    switch (order.remedy) {
    case Remedy::Edit:
        edit(engine, order, JobEditor::Section::General, window);
        return true;
    case Remedy::FreeSpace:
        edit(engine, order, JobEditor::Section::Keep, window);
        return true;
    case Remedy::OtherPlace:
    case Remedy::RightPlace:
    case Remedy::TestPlace:
        edit(engine, order, JobEditor::Section::Destination, window);
        return true;
    case Remedy::WorkingFolder:
        chooseFolder(
            window,
            QCoreApplication::translate("cairn::gui::Remedy", "Where may temporary files go?"),
            [&engine, order, window](const QString &path) {
                useWorkingFolder(engine, order, path, window);
            });
        return true;
    default:
        return false;
    }
}

} // namespace

bool doRemedy(EngineProxy &engine, const RemedyOrder &order, QWidget *window)
{
    switch (order.remedy) {
    case Remedy::BackUpNow:
        engine.runJob(order.job);
        return true;
    case Remedy::Repair:
    case Remedy::RebuildList:
        engine.repair(order.job, order.remedy == Remedy::RebuildList);
        return true;
    case Remedy::ClockIsRight:
        engine.ask(order.job, RequestVerb::Delete); // by the rule, which waited for it
        return true;
    case Remedy::EnterPassphrase:
        if (const JobView *view = engine.job(order.job))
            (new PassphraseDialog(engine, view->job, window))->open();
        return true;
    case Remedy::ShowFiles: {
        std::string folder = order.path;
        if (!folder.ends_with('/'))
            folder.resize(folder.rfind('/') + 1);
        openOnDesktop(FilePath(folder));
        return true;
    }
    case Remedy::CloseSettings:
        engine.closeSettings();
        return true;
    case Remedy::TryAgain:
        engine.openSettingsAgain();
        return true;
    case Remedy::SkipFiles:
    case Remedy::SkipKind:
        skip(engine, order, window);
        return true;
    case Remedy::DoNotWarn:
        engine.doNotWarn(order.job, order.paths);
        return true;
    case Remedy::SourceMoved:
        chooseFolder(window, QCoreApplication::translate("cairn::gui::Remedy", "Where is it now?"),
                     [&engine, order, window](const QString &path) {
                         moveSource(engine, order, FilePath::fromText(path), window);
                     });
        return true;
    case Remedy::SourceGone:
        moveSource(engine, order, {}, window);
        return true;
    case Remedy::SaveAnyway:
        engine.runJob(order.job, true);
        return true;
    case Remedy::Unlock:
        engine.unlock(order.job);
        return true;
    default:
        return doSettingsRemedy(engine, order, window);
    }
}

} // namespace cairn::gui
