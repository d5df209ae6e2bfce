// SPDX-License-Identifier: MIT
#include "app/gui/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QSettings>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *kLanguage = "look/language";

// The chosen language, with the numbers and dates of the country that the desktop is set to.
QLocale localeOf(const QString &chosen)
{
    const QLocale system = QLocale::system();
    const QLocale language(chosen);
    if (chosen.isEmpty() || language.language() == system.language())
        return system;
    const QLocale both(language.language(), system.territory());
    return both.territory() == system.territory() ? both : language;
}

} // namespace

QStringList Language::available()
{
    return {u"en"_s, u"de"_s};
}

QString Language::kept()
{
    const QString code = QSettings().value(kLanguage).toString();
    return available().contains(code) ? code : QString();
}

void Language::keep(const QString &code)
{
    QSettings().setValue(kLanguage, code);
}

void Language::install(const QString &chosen)
{
    const QLocale locale = localeOf(chosen);
    if (!chosen.isEmpty())
        QLocale::setDefault(locale);
    // The last one is asked first.
    QCoreApplication::installTranslator(&m_english);
    if (!m_own.load(locale, u"cairn"_s, u"_"_s, u":/translations"_s))
        return;
    if (m_qt.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    QCoreApplication::installTranslator(&m_own);
}

} // namespace cairn::gui
