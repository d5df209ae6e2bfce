// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/security_settings.h"

#include <QDialog>

#include <optional>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QSpinBox;

namespace cairn::gui {

class ThemeManager;

// What holds for the whole program. Changes apply at once.
class PreferencesDialog final : public QDialog
{
    Q_OBJECT
public:
    PreferencesDialog(EngineProxy &engine, ThemeManager &theme, QWidget *parent = nullptr);

private:
    QWidget *buildGeneral();
    void addLanguage(QGridLayout &grid);
    void addUnits(QGridLayout &grid);
    // Returns what says that the choice shows later.
    QLabel *addChoice(QGridLayout &grid, const QString &title, QComboBox *choice);
    void showAutostart(bool on, const QString &problem);
    QWidget *buildPower();
    void showPower(const PowerSettings &power);
    [[nodiscard]] PowerSettings power() const;
    QWidget *buildNotices();
    QWidget *buildSecurity();
    QCheckBox *guard(const QString &text, Guarded what, const QString &objectName);
    QWidget *buildAbout();
    void showPlace(SecretVault::Place place);

    EngineProxy &m_engine;
    ThemeManager &m_theme;
    QCheckBox *m_autostart;
    QLabel *m_autostartProblem;
    QCheckBox *m_onBattery;
    QSpinBox *m_leastBattery;
    QCheckBox *m_notOnMetered;
    std::optional<PowerSettings> m_wantedPower; // that was chosen here; older answers do not count
    QLabel *m_place;
    QLabel *m_placeDetail;
};

} // namespace cairn::gui
