// SPDX-License-Identifier: MIT
// Where copies go and come from, and the tray.
#include "tests/gui/shots/scenes.h"

#include "app/gui/dialogs/adopt_choice.h"
#include "app/gui/style/icon_set.h"
#include "app/gui/widgets/test_step_row.h"
#include "app/gui/wizards/adopt_wizard.h"
#include "app/gui/wizards/import_wizard.h"
#include "app/gui/wizards/setup_wizard.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QTreeView>
#include <QWizard>

#include <algorithm>

namespace cairn::test {

using namespace cairn::gui;
using namespace Qt::StringLiterals;

// Local places are tested in no time: it is tried again until it was caught at it.
void Scenes::testRunning(QWizard &wizard)
{
    auto &again = part<QPushButton>("where.retest");
    auto *next = wizard.button(QWizard::NextButton);
    for (int i = 0; i < 100; ++i) {
        until([&again] { return again.isVisible(); }, "the end of a test");
        again.click();
        const auto hasStep = [&wizard] {
            const auto rows = wizard.findChildren<TestStepRow *>();
            return std::ranges::any_of(rows, [](const auto *row) { return row->isVisible(); });
        };
        until([&] { return next->isEnabled() || hasStep(); }, "a step");
        if (!next->isEnabled())
            return show("where-test-running", &wizard);
    }
    qFatal("a test was never seen to go on");
}

void Scenes::wizard()
{
    part<QAbstractButton>("welcome.protect").click();
    auto &wizard = part<QWizard>("setupWizard");
    auto &kinds = part<QListWidget>("where.kinds");
    auto &summary = part<QLabel>("where.summary");
    auto *next = wizard.button(QWizard::NextButton);
    show("where-nothing", &wizard);
    connectDrive("12345678-dead-beef");
    until([&kinds] { return kinds.count() > 1; }, "a drive");
    until([next] { return next->isEnabled(); }, "the drive is tested");
    until([&summary] { return !summary.text().isEmpty(); }, "what the test says");
    show("where-drive", &wizard);
    kinds.setCurrentRow(kinds.count() - 1);
    auto &folder = part<QLineEdit>("where.folder");
    folder.setText(QString::fromStdString((m_home / "not there").bytes()));
    until([this] { return dialog("where.create"); }, "the offer to make the folder");
    show("where-test-failed", &wizard);
    m_program->drives->set({});
    folder.setText(QString::fromStdString((m_home / "copies").bytes()));
    until([next] { return next->isEnabled(); }, "the place is tested");
    until([&summary] { return !summary.text().isEmpty(); }, "what the test says");
    show("where-tested", &wizard);
    testRunning(wizard);
    until([next] { return next->isEnabled(); }, "the place is tested");
    next->click();
    show("what-counting", &wizard);
    auto &tree = part<QTreeView>("what.tree");
    until([&] { return tree.model()->index(0, 1).data().isValid(); }, "the sizes");
    until([next] { return next->isEnabled(); }, "something is ticked");
    auto &total = part<QLabel>("what.total");
    until([&total] { return !total.text().contains(u'…'); }, "the count");
    show("what-counted", &wizard);
    next->click();
    show("protect-generated", &wizard);
    wizard.findChildren<QRadioButton *>().at(1)->click(); // one's own
    auto &own = part<QLineEdit>("protect.own");
    own.setText(u"password1"_s);
    show("protect-own-weak", &wizard);
    wizard.reject();
    until([this] { return dialog("discardDialog"); }, "the question");
    auto &question = part<QMessageBox>("discardDialog");
    for (QAbstractButton *choice : question.buttons())
        if (question.buttonRole(choice) == QMessageBox::DestructiveRole)
            choice->click();
    until([] { return !QApplication::activeModalWidget(); }, "the wizard is closed");
}

// Somebody sets up a backup where there is one.
void Scenes::foundExisting()
{
    SetupWizard wizard(m_program->proxy, systemRandom(), m_window.get());
    wizard.setAttribute(Qt::WA_DeleteOnClose, false);
    wizard.open();
    auto &kinds = part<QListWidget>("where.kinds");
    kinds.setCurrentRow(kinds.count() - 1);
    part<QLineEdit>("where.folder")
        .setText(QString::fromStdString((m_home / "copies/Documents").bytes()));
    auto &again = part<QPushButton>("where.retest");
    until([&again] { return again.isVisible(); }, "the end of the test");
    show("where-found-existing", &wizard);
    wizard.close();
}

void Scenes::adopt()
{
    foundExisting();
    AdoptWizard wizard(m_program->proxy, systemRandom(), m_window.get());
    wizard.setAttribute(Qt::WA_DeleteOnClose, false);
    wizard.open();
    auto &kinds = part<QListWidget>("where.kinds");
    until([&kinds] { return kinds.count() > 1; }, "a backup is found");
    kinds.setCurrentRow(0);
    auto *next = wizard.button(QWizard::NextButton);
    until([next] { return next->isEnabled(); }, "it is tested");
    show("adopt-1", &wizard);
    next->click();
    show("adopt-2", &wizard);
    wizard.close();
    auto *choice = new AdoptChoice(*m_program->proxy.job("00000001"),
                                   {true, {}, {u"script"_s}, u"office-pc"_s, 42}, m_window.get());
    choice->open();
    show("adopt-3", choice);
    choice->close();
}

void Scenes::moveIn()
{
    ImportWizard wizard(m_program->proxy, m_window.get());
    wizard.setAttribute(Qt::WA_DeleteOnClose, false);
    wizard.open();
    auto &path = part<QLineEdit>("import.path");
    path.setText(QStringLiteral(EXPORTS) % u"/settings.encrypted.sqlite"_s);
    auto *next = wizard.button(QWizard::NextButton);
    next->click();
    auto &password = part<QLineEdit>("import.password");
    until([&password] { return password.isVisible() && password.isEnabled(); }, "a key is wanted");
    show("import-1", &wizard);
    password.setText(u"scratch-settings-key-Ada-2026"_s);
    next->click();
    until([&wizard] { return wizard.currentId() == 1; }, "the settings are read");
    show("import-2", &wizard);
    wizard.close();
}

// On panels as dark and as light as they come.
void Scenes::tray()
{
    for (const int size : {16, 22, 32}) {
        QWidget sheet;
        auto *grid = new QGridLayout(&sheet);
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setSpacing(0);
        for (const int shade : {0xF5, 0x1B}) {
            QPalette panel;
            panel.setColor(QPalette::Window, QColor(shade, shade, shade));
            const int row = grid->rowCount();
            for (const TrayState state :
                 {TrayState::Fine, TrayState::Running, TrayState::Paused, TrayState::Waiting,
                  TrayState::Attention, TrayState::Failed}) {
                auto *icon = new QLabel(&sheet);
                icon->setPixmap(IconSet::tray(state, 38).pixmap(size, size));
                icon->setMargin(8);
                icon->setAutoFillBackground(true);
                icon->setPalette(panel);
                grid->addWidget(icon, row, int(state));
            }
        }
        sheet.show();
        show(qPrintable(u"tray-%1"_s.arg(size)), &sheet);
    }
}

} // namespace cairn::test
