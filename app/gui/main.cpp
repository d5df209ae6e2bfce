// SPDX-License-Identifier: MIT
#include "app/gui/application.h"
#include "app/gui/job_vault.h"
#include "app/gui/language.h"
#include "app/gui/look_settings.h"
#include "app/gui/size_units.h"
#include "app/gui/style/theme_manager.h"
#include "app/shared/report/curl_report_sender.h"
#include "backends/local/local_backend.h"
#include "core/base/heap.h"
#include "core/base/private_memory.h"
#include "core/base/time_zone.h"
#include "core/base/window_thread.h"
#include "core/config/settings_database.h"
#include "core/secrets/combined_store.h"
#include "core/secrets/keychain_store.h"
#include "core/secrets/sealed_file_store.h"

#include <QApplication>
#include <QCommandLineParser>

int main(int argc, char **argv)
{
    using namespace cairn;
    using namespace Qt::StringLiterals;
    shareHeaps();
    const PrivateMemory privateMemory;
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(u"cairn"_s);
    QCoreApplication::setApplicationName(u"cairn"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CAIRN_VERSION));
    QGuiApplication::setDesktopFileName(u"cairn"_s);
    QGuiApplication::setQuitOnLastWindowClosed(false);
    gui::Language language;
    language.install(gui::Language::kept());
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Encrypted backups, and the way back."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption hidden(
        u"hidden"_s, QCoreApplication::translate("main", "Start in the tray, without a window."));
    parser.addOption(hidden);
    parser.process(application);

    if (const QString note = settleTimeZone(); !note.isEmpty())
        qWarning("%s", qPrintable(note));
    const auto settings = defaultSettingsFolder();
    const auto state = defaultStateFolder();
    if (!settings || !state) {
        qCritical("%s", qPrintable((settings ? state : settings).error().message));
        return 100;
    }
    FileLayer files;
    BackendRegistry backends;
    registerLocalBackend(backends);
    CurlReportSender reports(systemClock(), systemRandom());
    Engine engine(files, systemClock(), systemRandom(), backends, &reports);
    KeychainStore keyStore;
    SealedFileStore sealed(files, systemRandom(), *settings, *state);
    CombinedStore store(keyStore, sealed);
    gui::JobVault secrets(store, keyStore);
    gui::ThemeManager theme(application);
    gui::loadLook(theme);
    gui::SizeUnits::use(gui::SizeUnits::keptBinary());
    gui::EngineProxy proxy({files, systemClock(), systemRandom(), engine, secrets, *settings,
                            [] { return watch::SurroundingsWatch::Watchers::fromSystem(); }},
                           backends);
    gui::Application program(proxy, systemRandom(), theme);
    if (!program.claim())
        return 0;
    const WindowThread window; // from here on it waits for nothing
    program.start(parser.isSet(hidden));
    return QApplication::exec();
}
