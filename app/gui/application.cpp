// SPDX-License-Identifier: MIT
#include "app/gui/application.h"

#include "app/gui/main_window.h"
#include "app/gui/notice_settings.h"
#include "app/gui/notices.h"
#include "app/gui/texts.h"
#include "app/gui/tray_controller.h"
#include "app/shared/notify/desktop_name.h"

#include <QApplication>
#include <QDBusConnectionInterface>
#include <QDBusServiceWatcher>
#include <QLocalSocket>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

#include <unistd.h>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr char kActivationToken[] = "XDG_ACTIVATION_TOKEN";
constexpr int kAnswerMs = 1000;
constexpr int kTrayWaitMs = 15'000;
constexpr int kPanelMs = 500;
constexpr std::chrono::minutes kLogOut(1);
constexpr auto kTrayHost = "org.kde.StatusNotifierWatcher"_L1;
constexpr char kKeepsRunning[] = "window/keepsRunning"; // after closing, without a tray

QString socketName()
{
    const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return runtime.isEmpty() ? u"cairn-"_s + QString::number(::getuid()) : runtime % u"/cairn"_s;
}

} // namespace

Application::Application(EngineProxy &engine, Random &random, ThemeManager &theme)
    : m_engine(engine)
    , m_window(std::make_unique<MainWindow>(engine, random, theme))
{
    connect(m_window.get(), &MainWindow::quitWanted, this, &Application::askAndQuit);
    // Not quit(): that asks the window to close, and the window asks to quit.
    connect(&m_engine, &EngineProxy::finished, qApp, [] { QCoreApplication::exit(0); });
    connect(m_window.get(), &MainWindow::closeWanted, this, &Application::explainClose);
    watchSession();
}

// At a log-out nobody can be asked, and there is little time.
void Application::watchSession()
{
    connect(&m_signals, &EndSignals::endWanted, &m_engine, &EngineProxy::endWithSession);
    // It may be called off, and nobody tells of that: backups go on then. Until then nothing
    // begins, and the window lets itself be closed.
    m_logOut.setSingleShot(true);
    connect(&m_logOut, &QTimer::timeout, this, [this] {
        m_window->setSessionEnds(false);
        m_engine.setGoingDown(false);
    });
    connect(qApp, &QGuiApplication::commitDataRequest, this, [this] {
        m_window->setSessionEnds(true);
        m_engine.setGoingDown(true);
        m_logOut.start(kLogOut);
    });
}

Application::~Application() = default;

bool Application::claim()
{
    QLocalSocket other;
    other.connectToServer(socketName());
    if (other.waitForConnected(kAnswerMs)) {
        other.write("show\n");
        other.waitForBytesWritten(kAnswerMs);
        return false;
    }
    QLocalServer::removeServer(socketName()); // left behind by one that was killed
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.listen(socketName());
    QDBusConnection::sessionBus().registerService(QLatin1String(kDesktopName));
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *caller = m_server.nextPendingConnection()) {
            connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
            m_window->raiseWindow();
        }
    });
    return true;
}

void Application::start(bool hidden)
{
    m_window->setHidesOnClose(QSettings().value(kKeepsRunning).toBool());
    const QDBusConnectionInterface *bus = QDBusConnection::sessionBus().interface();
    // At log-in this program may be there before the panel.
    if (hidden && bus && !bus->isServiceRegistered(kTrayHost))
        waitForTray();
    else if (!lookForTray() || !hidden)
        m_window->show();
    startNotices();
    m_engine.start();
}

bool Application::lookForTray()
{
    if (m_tray || !QSystemTrayIcon::isSystemTrayAvailable())
        return m_tray != nullptr;
    m_tray = std::make_unique<TrayController>(m_engine, *m_window);
    connect(m_tray.get(), &TrayController::quitWanted, this, &Application::askAndQuit);
    m_window->setHidesOnClose(true);
    return true;
}

void Application::waitForTray()
{
    auto *wait = new QDBusServiceWatcher(kTrayHost, QDBusConnection::sessionBus(),
                                         QDBusServiceWatcher::WatchForRegistration, this);
    const auto end = [this, wait] {
        wait->deleteLater();
        if (!lookForTray())
            m_window->show();
    };
    // It says a moment later that it shows icons.
    connect(wait, &QDBusServiceWatcher::serviceRegistered, wait,
            [wait, end] { QTimer::singleShot(kPanelMs, wait, end); });
    QTimer::singleShot(kTrayWaitMs, wait, end);
}

void Application::startNotices()
{
    // Its place among the variables is made before other threads read any.
    if (!qEnvironmentVariableIsSet(kActivationToken))
        qputenv(kActivationToken, {});
    m_presence = std::make_unique<watch::PresenceWatcher>(QDBusConnection::systemBus());
    m_presence->start();
    m_notifier = std::make_unique<Notifier>(
        QDBusConnection::sessionBus(), [this](const Notifier::Message &message) {
            if (m_tray)
                m_tray->showNotice(message.title, message.body,
                                   message.urgency != Notifier::Urgency::Low);
        });
    Notices::Manner manner;
    manner.isInUse = [this] { return m_presence->isPresent(); };
    manner.unwanted = unwantedNotices;
    m_notices = std::make_unique<Notices>(m_engine, *m_notifier, manner);
    connect(m_presence.get(), &watch::PresenceWatcher::changed, m_notices.get(), &Notices::look);
    connect(m_notices.get(), &Notices::showWanted, this,
            [this](const std::string &job, const QString &token) {
                if (!token.isEmpty()) // the platform takes it as the window is raised
                    qputenv(kActivationToken, token.toUtf8());
                m_window->openProblems(job);
            });
}

void Application::askAndQuit()
{
    if (m_engine.isRestoring())
        return askAboutRestore();
    const JobView *running = runningJob(m_engine.state());
    if (!running)
        return m_engine.shutDown();
    m_window->raiseWindow();
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Quit Cairn"),
                                tr("“%1” is being saved.").arg(running->job.name),
                                QMessageBox::NoButton, m_window.get());
    box->setObjectName(u"quitDialog"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("What was saved so far is kept either way."));
    QPushButton *stay = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    QPushButton *now =
        box->addButton(tr("Quit now, go on next time"), QMessageBox::DestructiveRole);
    QPushButton *after = box->addButton(tr("Finish this file, then quit"), QMessageBox::AcceptRole);
    after->setProperty("role", u"primary"_s);
    box->setDefaultButton(after);
    box->setEscapeButton(stay);
    connect(box, &QMessageBox::buttonClicked, this, [this, now, after](QAbstractButton *clicked) {
        if (clicked == now || clicked == after)
            m_engine.shutDown(clicked == now);
    });
    box->open();
}

void Application::askAboutRestore()
{
    m_window->raiseWindow();
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, tr("Quit Cairn"), tr("Files are being restored."),
                        QMessageBox::NoButton, m_window.get());
    box->setObjectName(u"quitDialog"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const JobView *running = runningJob(m_engine.state());
    const QString also =
        running
            ? u' ' % tr("“%1” is being saved, too; it goes on next time.").arg(running->job.name)
            : QString();
    box->setInformativeText(
        tr("What is back already stays. The rest is not brought back until you start the restore "
           "again.") %
        also);
    QPushButton *stay = box->addButton(tr("Go on restoring"), QMessageBox::RejectRole);
    QPushButton *quit = box->addButton(tr("Quit"), QMessageBox::DestructiveRole);
    stay->setProperty("role", u"primary"_s);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(box, &QMessageBox::buttonClicked, this, [this, quit](QAbstractButton *clicked) {
        if (clicked == quit)
            m_engine.shutDown(true);
    });
    // It may end while somebody thinks about it.
    connect(&m_engine, &EngineProxy::restoreEnded, box, &QMessageBox::reject);
    box->open();
}

void Application::explainClose()
{
    if (lookForTray()) // it has come meanwhile
        return m_window->hide();
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Close the window"),
                                tr("Backups go on in the background."), QMessageBox::NoButton,
                                m_window.get());
    box->setObjectName(u"closeDialog"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("This desktop has no place for Cairn's icon. Start Cairn again to "
                               "see this window."));
    QPushButton *quit = box->addButton(tr("Quit"), QMessageBox::DestructiveRole);
    QPushButton *keep = box->addButton(tr("Keep running"), QMessageBox::AcceptRole);
    keep->setProperty("role", u"primary"_s);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    connect(box, &QMessageBox::buttonClicked, this, [this, quit, keep](QAbstractButton *clicked) {
        if (clicked == quit)
            askAndQuit();
        if (clicked != keep)
            return;
        QSettings().setValue(kKeepsRunning, true);
        m_window->setHidesOnClose(true);
        m_window->hide();
    });
    box->open();
}

} // namespace cairn::gui
