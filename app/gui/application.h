// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/end_signals.h"
#include "app/gui/engine_proxy.h"
#include "app/shared/notify/notifier.h"
#include "app/shared/watch/presence_watcher.h"

#include <QLocalServer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace cairn::gui {

class MainWindow;
class Notices;

class ThemeManager;
class TrayController;

// One program a person: a second start raises the first. Ends when nothing is half done.
class Application final : public QObject
{
    Q_OBJECT
public:
    Application(EngineProxy &engine, Random &random, ThemeManager &theme);
    ~Application() override;

    // False: another one runs already and was told to show itself.
    [[nodiscard]] bool claim();
    void start(bool hidden);

private:
    void askAndQuit();
    void askAboutRestore();
    void explainClose();
    void startNotices();
    void watchSession();
    // Makes the icon, if there is a place for it. Qt asks for the bus's place once and keeps the
    // answer.
    bool lookForTray();
    void waitForTray();

    EngineProxy &m_engine;
    QLocalServer m_server;
    EndSignals m_signals;
    QTimer m_logOut; // runs while the session may be about to end
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<TrayController> m_tray;
    std::unique_ptr<watch::PresenceWatcher> m_presence;
    std::unique_ptr<Notifier> m_notifier;
    std::unique_ptr<Notices> m_notices;
};

} // namespace cairn::gui
