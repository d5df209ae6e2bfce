// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/recovery_sheet.h"

#include <QWizardPage>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QRadioButton;
class QTimeEdit;

namespace cairn::gui {

// The lock of the backup, when it runs, how long versions stay, and its name.
class ProtectPage final : public QWizardPage
{
    Q_OBJECT
public:
    ProtectPage(EngineProxy &engine, Random &random, QWidget *parent = nullptr);
    [[nodiscard]] bool isComplete() const override;
    // Whether the passphrase was noted somewhere else, so that the backup may begin.
    [[nodiscard]] bool isTyped() const; // something would be lost
    [[nodiscard]] bool isNoted() const;
    void setSuggestedName(const QString &name);
    // A sheet that names another place than this no longer counts.
    void setPlace(const FilePath &folder);
    // The backup is a copy of this one, which says when it runs and what is kept.
    void setOriginal(const JobConfig &original);
    // How long sending all of it takes, if both are known (not 0).
    void showEstimate(qint64 bytes, qint64 bytesPerSecond);
    void apply(JobConfig &job) const;
    [[nodiscard]] Secret passphrase() const;
    // The program shall start at log-in: without that no schedule outlives the session.
    [[nodiscard]] bool wantsAutostart() const;
    // What the sheet says beside the passphrase.
    std::function<JobConfig()> jobForSheet;

Q_SIGNALS:
    void notedChanged();

private:
    void build();
    void buildSchedule(QBoxLayout *column);
    void describe();
    [[nodiscard]] Schedule schedule() const;
    void judge();
    void generate();
    [[nodiscard]] RecoverySheet sheet() const;
    void noteSheet(const QString &passphrase, bool isOut, const QString &text);
    [[nodiscard]] QString chosen() const;

    EngineProxy &m_engine;
    Random &m_random;
    QRadioButton *m_useGenerated;
    QRadioButton *m_useOwn;
    QRadioButton *m_noLock;
    QLineEdit *m_generated;
    QLineEdit *m_own;
    QLineEdit *m_again;
    QProgressBar *m_strengthBar;
    QLabel *m_strength;
    QLabel *m_hint;
    QCheckBox *m_written;
    QCheckBox *m_weakIsFine;
    QLineEdit *m_name;
    QComboBox *m_keep;
    QComboBox *m_run;
    QTimeEdit *m_time;
    QLabel *m_schedule;
    QLabel *m_estimate;
    QCheckBox *m_autostart;
    QLabel *m_fromOriginal;
    std::vector<QWidget *> m_ownRules; // that a copy does not ask for
    std::optional<JobConfig> m_original;
    RequestId m_secretsAsked = 0;
    bool m_isAutostartOff = false;    // as far as is known
    std::optional<QString> m_onSheet; // the passphrase on the sheet that is out there
    FilePath m_place;
    QString m_judged; // the passphrase that was last looked at
};

} // namespace cairn::gui
