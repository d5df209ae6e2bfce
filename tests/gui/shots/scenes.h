// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/main_window.h"
#include "app/gui/style/theme_manager.h"
#include "tests/gui/gui_program.h"

#include <QApplication>
#include <QSize>

#include <functional>

class QWizard;

namespace cairn::test {

// The window of a person with some backups, brought from screen to screen as that person would.
class Scenes final
{
public:
    // Told each screen by its name and the window that shows it.
    using Show = std::function<void(const QString &name, QWidget &window)>;
    // `home` is empty, and the person's.
    Scenes(const FilePath &home, gui::ThemeManager &theme, QSize window, Show show);

    void welcome();
    void wizard();
    void overview(); // sets up the backups that the others show
    void restore();
    void restoreMore(); // what it shows on the way
    void activity();
    void dialogs();
    void adopt();
    void tray();
    void moveIn();
    void previews();
    void fileDialogs(); // those that Qt draws, in its own words
    void many();
    void small();
    void narrowDialogs(); // on a screen of 800x600

private:
    void until(const std::function<bool()> &condition, const char *what);
    template<typename Kind>
    Kind &part(const char *name) const
    {
        for (QWidget *window : QApplication::topLevelWidgets())
            if (window->isVisible())
                if (auto *found = window->findChild<Kind *>(QString::fromLatin1(name)))
                    return *found;
        qFatal("there is no %s", name);
    }
    void show(const char *name, QWidget *window = nullptr);
    void page(int row);
    [[nodiscard]] bool dialog(const char *name) const; // one that has this part is shown
    void tagged(); // groups and colours for the backups there are
    void writeFiles();
    void add(const JobConfig &job);
    void run(const std::string &job);
    void addPast(const std::string &job);
    void addUnreadable(const std::string &job); // files
    void connectDrive(const char *uuid);        // called "Blue disk"
    void testRunning(QWizard &wizard);
    void openPreview(const QString &file, const char *name);
    // Of the list of the restore page, once it has the file.
    [[nodiscard]] QModelIndex listed(const QString &file) const;
    void foundExisting();
    void selection();
    void emptyPlaces();
    void restoreRuns();
    void loading();
    void deleteVersions(const cairn::gui::JobView &view);
    void showSecrets(const cairn::gui::JobView &view); // and what asks for one first
    void addEmptied(const std::string &job);           // sources
    void duplicate();
    [[nodiscard]] JobConfig job(const char *id, const QString &name) const;

    FilePath m_home;
    gui::ThemeManager &m_theme;
    Show m_show;
    std::unique_ptr<GuiProgram> m_program;
    std::unique_ptr<gui::MainWindow> m_window;
};

} // namespace cairn::test
