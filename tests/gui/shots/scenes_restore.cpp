// SPDX-License-Identifier: MIT
// What the restore page shows on the way: what is selected, empty places, how a restore goes.
#include "tests/gui/shots/scenes.h"

#include "app/gui/dialogs/restore_end_pane.h"
#include "app/gui/dialogs/selection_dialog.h"
#include "app/gui/pages/restore_page.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QTreeWidget>

namespace cairn::test {

using namespace cairn::gui;
using namespace Qt::StringLiterals;

void Scenes::selection()
{
    auto &files = part<QTreeView>("restore.files");
    const auto tick = [&](const QString &name, Qt::CheckState state) {
        until([&] { return listed(name).isValid(); }, "a row");
        files.model()->setData(listed(name), state, Qt::CheckStateRole);
    };
    tick(u"Projects"_s, Qt::Checked);
    tick(u"notes.md"_s, Qt::Checked);
    Q_EMIT files.activated(listed(u"Projects"_s));
    until([&] { return listed(u"plan"_s).isValid(); }, "a folder");
    Q_EMIT files.activated(listed(u"plan"_s));
    tick(u"section-1.dwg"_s, Qt::Unchecked);
    tick(u"section-12.dwg"_s, Qt::Unchecked);
    auto &text = part<QLabel>("restore.basketDetail");
    until([&text] { return text.text().contains(u'·'); }, "what is to be fetched");
    show("restore-left-out");
    for (int up = 0; up < 2; ++up) {
        auto &tree = part<QTreeView>("restore.folders");
        tree.setCurrentIndex(tree.currentIndex().parent());
    }
    until([&] { return listed(u"notes.md"_s).isValid(); }, "the first folder");
    show("restore-half-ticked");
    part<QPushButton>("restore.selection").click();
    auto &list = part<QTreeWidget>("selection.list");
    list.topLevelItem(0)->setSelected(true);
    show("restore-selection", list.window());
    list.window()->close();
    part<QPushButton>("restore.clear").click();
    auto &versions = part<QComboBox>("restore.version");
    versions.showPopup();
    show("restore-versions", versions.view()->window());
    versions.hidePopup();
}

void Scenes::emptyPlaces()
{
    auto &files = part<QTreeView>("restore.files");
    until([&] { return listed(u"Archive"_s).isValid(); }, "an empty folder");
    Q_EMIT files.activated(listed(u"Archive"_s));
    until([&] { return !files.isVisible(); }, "that it is empty");
    show("restore-empty");
    auto &tree = part<QTreeView>("restore.folders");
    tree.setCurrentIndex(tree.currentIndex().parent());
    until([&] { return listed(u"notes.md"_s).isValid(); }, "the first folder");
    part<QLineEdit>("main.search").setText(u"no such thing"_s);
    until([this] { return dialog("search.further"); }, "that nothing is found");
    show("restore-nothing-found");
    part<QLineEdit>("main.search").clear();
}

void Scenes::restoreRuns()
{
    Q_EMIT m_program->proxy.restoreProgress({3, 12, 41'000'000, 120'000'000,
                                             u"/home/anna/Documents/budget.ods"_s, 150, 150,
                                             2'400'000});
    show("restore-strip");
    Q_EMIT m_program->proxy.restoreEnded({});
    RestoreEnd end;
    end.restored = 9;
    end.text = QCoreApplication::translate("cairn::gui::RestoreHost",
                                           "%n file(s) restored and checked.", nullptr, 9);
    const auto fail = [&end](const char *cause, const QStringList &files) {
        end.failures.push_back(
            {QCoreApplication::translate("RestoreFailures", cause), files.size(), files, files});
    };
    const QString folder = QDir::homePath() % u"/Documents/"_s;
    fail("Damaged or missing in the backup",
         {folder % u"budget.ods"_s, folder % u"Projects/plan/section-7.dwg"_s});
    fail("This program may not write there", {folder % u"contract.pdf"_s});
    QDialog window(m_window.get());
    auto *column = new QVBoxLayout(&window);
    column->setContentsMargins(24, 24, 24, 24);
    auto *result = new RestoreEndPane(&window);
    column->addWidget(result);
    window.resize(680, 520);
    window.open();
    result->showEnd(end, true);
    show("restore-failures", &window);
}

// After a backup was found on a drive: the newest version is known, the others are not yet.
void Scenes::loading()
{
    QSignalSpy versions(&m_program->proxy, &EngineProxy::versionsReady);
    m_window->findChild<RestorePage *>()->refresh();
    until([&versions] { return !versions.isEmpty(); }, "the versions");
    const RequestId asked = versions[0][0].toULongLong();
    auto answer = versions[0][1].value<CatalogVersions>();
    answer.isPartial = true;
    Q_EMIT m_program->proxy.versionsReady(asked, answer);
    show("restore-loading");
    answer.isPartial = false;
    Q_EMIT m_program->proxy.versionsReady(asked, answer);
}

void Scenes::restoreMore()
{
    page(1);
    selection();
    emptyPlaces();
    restoreRuns();
    loading();
}

} // namespace cairn::test
