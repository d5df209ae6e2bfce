// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/error_presenter.h"
#include "app/gui/job_actions.h"

#include <QMainWindow>
#include <QTimer>

class QLineEdit;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace cairn::gui {

class ActivityPage;
class OverviewPage;
class RestorePage;
class RestoreStrip;
class RunStrip;
class ThemeManager;
class WelcomePage;

// Navigation at the side, a page, and the run that goes on at the foot.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(EngineProxy &engine, Random &random, ThemeManager &theme, QWidget *parent = nullptr);
    ~MainWindow() override;

    void newBackup();
    void openRestore(const std::string &job = {});
    void raiseWindow();
    void openProblems(const std::string &job); // or the overview, where there are none
    void openSearch();
    void fillPauseMenu(QMenu *menu); // how long all backups may pause
    // True: closing hides the window (there is a tray to bring it back).
    void setHidesOnClose(bool hides) { m_hidesOnClose = hides; }
    void setSessionEnds(bool ends) { m_sessionEnds = ends; } // then it lets itself be closed

Q_SIGNALS:
    void quitWanted();
    void closeWanted(); // and closing does not hide it

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum Page { Overview, Restore, Activity };
    void build();
    QWidget *buildOpening();
    QWidget *buildLocked();
    [[nodiscard]] bool isLocked() const; // nothing is shown
    [[nodiscard]] bool mayRestore() const;
    void askToOpen();
    void choosePage(int row);
    // Asks for a passphrase before, unless that was done.
    void trustFirst(const std::function<void()> &act);
    QWidget *buildSide();
    void arrangeSide();
    void buildMenus();
    QAction *addAction(QMenu *menu, const QString &text, const QKeySequence &key,
                       const std::function<void()> &act);
    void buildView();
    void buildOrder(QMenu *view);
    void buildHelp();
    void stopRuns(RequestVerb how);
    void refresh();
    void movePane(bool forward);
    void openHelp();
    // Of the page that is shown.
    [[nodiscard]] std::string currentJob() const;
    void showState(const Snapshot &state);
    void showPause(std::optional<qint64> until);
    void adopt(const std::optional<FoundBackup> &offered = {});
    void moveIn();
    void setUp(const std::optional<JobView> &original); // a copy of it; none: a new backup
    void act(const std::string &job, JobAction action);
    void findIn(const std::string &job);
    void openSheet(const std::string &job);
    void openDeleteVersions(const std::string &job);
    void takeCommand(RequestId id, const QString &command, const QString &problem);
    void followCurrentJob();
    void followMoves();
    void followRestores();
    void openPreferences();
    void remedy(const RemedyOrder &order);
    void chooseAfterAdoption(const std::string &job, const AdoptedSettings &settings);
    void goOn(const std::string &job, Schedule schedule);
    void restoreEverything(const std::string &job);

    EngineProxy &m_engine;
    Random &m_random;
    ThemeManager &m_theme;
    QListWidget *m_nav;
    QStackedWidget *m_pages;
    QStackedWidget *m_whole; // welcome, or pages
    WelcomePage *m_welcome;
    OverviewPage *m_overview;
    RestorePage *m_restore;
    ActivityPage *m_activity;
    RunStrip *m_strip;
    RestoreStrip *m_restoreStrip;
    QLineEdit *m_search;
    QToolButton *m_pause;
    QAction *m_resume = nullptr; // of its menu
    QTimer m_pauseClock;         // the time that is left
    JobActions *m_jobActions = nullptr;
    std::vector<QAction *> m_moves; // of the current card
    RequestId m_commandAsked = 0;
    QPushButton *m_new;
    std::vector<QAction *> m_withBackups; // make sense where there are any
    bool m_hidesOnClose = false;
    bool m_sessionEnds = false;
    bool m_isTrusted = false; // somebody has given a passphrase
};

} // namespace cairn::gui
