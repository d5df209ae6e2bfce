// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/preferences_dialog.h"

#include "app/gui/dialogs/gate_dialog.h"
#include "app/gui/language.h"
#include "app/gui/look_settings.h"
#include "app/gui/notice_settings.h"
#include "app/gui/size_units.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/section_view.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFontInfo>
#include <QGridLayout>
#include <QScreen>
#include <QSpinBox>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLeastText = 90; // percent
constexpr int kMostText = 150;
constexpr int kTextStep = 10;
constexpr int kUsualCharge = 30; // percent
constexpr QSizeF kUsualSize(720, 440);
constexpr double kUsualText = 14; // px

} // namespace

PreferencesDialog::PreferencesDialog(EngineProxy &engine, ThemeManager &theme, QWidget *parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_autostart(new QCheckBox(tr("&Start when I log in, in the tray"), this))
    , m_autostartProblem(textLabel({}, "small", this))
    , m_onBattery(new QCheckBox(tr("On &battery, only with at least"), this))
    , m_leastBattery(new QSpinBox(this))
    , m_notOnMetered(new QCheckBox(tr("Not on a &network that charges for what is sent"), this))
    , m_place(textLabel({}, "heading", this))
    , m_placeDetail(textLabel({}, "body", this))
{
    setObjectName(u"preferences"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Preferences"));
    const double larger = std::max(1.0, QFontInfo(font()).pixelSize() / kUsualText);
    resize((kUsualSize * larger).toSize().boundedTo(screen()->availableSize()));
    auto *sections = new SectionView(u"preferences.sections"_s, this);
    sections->add(tr("General"), buildGeneral());
    sections->add(tr("Power and network"), buildPower());
    sections->add(tr("Notices"), buildNotices());
    sections->add(tr("Security"), buildSecurity());
    sections->add(tr("About"), buildAbout());
    QPushButton *close = button(tr("Close"), "", u"preferences.close"_s, this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *foot = new QHBoxLayout;
    foot->addStretch();
    foot->addWidget(close);
    sections->setFoot(foot);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(sections);
    connect(&m_engine, &EngineProxy::secretPlace, this, &PreferencesDialog::showPlace);
    m_engine.askSecretPlace();
    connect(&m_engine, &EngineProxy::autostart, this, &PreferencesDialog::showAutostart);
    m_engine.askAutostart();
    connect(&m_engine, &EngineProxy::powerKnown, this, &PreferencesDialog::showPower);
    connect(&m_engine, &EngineProxy::refused, this, [this] {
        m_wantedPower.reset(); // it shows what is kept
        m_engine.askPower();
    });
    m_engine.askPower();
}

QWidget *PreferencesDialog::buildGeneral()
{
    auto *page = new QWidget(this);
    auto *mode = new QComboBox(page);
    mode->setObjectName(u"preferences.theme"_s);
    mode->addItems({tr("As the desktop"), tr("Light"), tr("Dark"), tr("High contrast")});
    mode->setCurrentIndex(int(m_theme.mode()));
    auto *text = new QSpinBox(page);
    text->setObjectName(u"preferences.text"_s);
    text->setRange(kLeastText, kMostText);
    text->setSingleStep(kTextStep);
    text->setSuffix(tr(" %"));
    text->setValue(m_theme.textPercent());
    auto *motion = new QCheckBox(tr("Reduce &motion"), page);
    motion->setObjectName(u"preferences.motion"_s);
    motion->setChecked(m_theme.reduceMotion());
    connect(mode, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_theme.setMode(ThemeManager::Mode(index));
        saveLook(m_theme);
    });
    connect(text, &QSpinBox::valueChanged, this, [this](int percent) {
        m_theme.setTextPercent(percent);
        saveLook(m_theme);
    });
    connect(motion, &QCheckBox::toggled, this, [this](bool reduce) {
        m_theme.setReduceMotion(reduce);
        saveLook(m_theme);
    });
    auto *modeLabel = new QLabel(tr("&Look"), page);
    modeLabel->setBuddy(mode);
    auto *textSize = new QLabel(tr("&Text size"), page);
    textSize->setBuddy(text);
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(16);
    grid->setHorizontalSpacing(16);
    m_autostart->setObjectName(u"preferences.autostart"_s);
    m_autostart->setEnabled(false); // until it is known
    connect(m_autostart, &QCheckBox::clicked, &m_engine, &EngineProxy::setAutostart);
    m_autostartProblem->setObjectName(u"preferences.autostartProblem"_s);
    m_autostartProblem->setWordWrap(true);
    m_autostartProblem->hide();
    grid->addWidget(m_autostart, 0, 0, 1, 2);
    grid->addWidget(m_autostartProblem, 1, 0, 1, 2);
    grid->addWidget(modeLabel, 2, 0);
    grid->addWidget(mode, 2, 1, Qt::AlignLeading);
    grid->addWidget(textSize, 3, 0);
    grid->addWidget(text, 3, 1, Qt::AlignLeading);
    grid->addWidget(motion, 4, 1);
    addLanguage(*grid);
    addUnits(*grid);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(grid->rowCount(), 1);
    return page;
}

QLabel *PreferencesDialog::addChoice(QGridLayout &grid, const QString &title, QComboBox *choice)
{
    QWidget *page = grid.parentWidget();
    auto *label = new QLabel(title, page);
    label->setBuddy(choice);
    QLabel *later = textLabel(tr("Shows when Cairn is started again."), "small", page);
    later->hide();
    const int row = grid.rowCount();
    grid.addWidget(label, row, 0);
    grid.addWidget(choice, row, 1, Qt::AlignLeading);
    grid.addWidget(later, row + 1, 1);
    return later;
}

void PreferencesDialog::addUnits(QGridLayout &grid)
{
    auto *units = new QComboBox(grid.parentWidget());
    units->setObjectName(u"preferences.units"_s);
    units->addItems({tr("1 GB = 1000 MB"), tr("1 GiB = 1024 MiB")});
    units->setCurrentIndex(SizeUnits::keptBinary() ? 1 : 0);
    QLabel *later = addChoice(grid, tr("S&izes"), units);
    connect(units, &QComboBox::currentIndexChanged, this, [later](int index) {
        SizeUnits::keepBinary(index == 1);
        later->show();
    });
}

void PreferencesDialog::addLanguage(QGridLayout &grid)
{
    QWidget *page = grid.parentWidget();
    auto *language = new QComboBox(page);
    language->setObjectName(u"preferences.language"_s);
    language->addItem(tr("As the desktop"), QString());
    for (const QString &code : Language::available())
        language->addItem(QLocale(code).nativeLanguageName(), code);
    language->setCurrentIndex(language->findData(Language::kept()));
    QLabel *later = addChoice(grid, tr("&Language"), language);
    connect(language, &QComboBox::currentIndexChanged, this, [language, later](int index) {
        Language::keep(language->itemData(index).toString());
        later->show();
    });
}

void PreferencesDialog::showAutostart(bool on, const QString &problem)
{
    m_autostart->setEnabled(true);
    m_autostart->setChecked(on);
    m_autostartProblem->setText(problem);
    m_autostartProblem->setVisible(!problem.isEmpty());
}

QWidget *PreferencesDialog::buildPower()
{
    auto *page = new QWidget(this);
    QLabel *about = textLabel(tr("For runs that begin by themselves, of every backup. The schedule "
                                 "of a backup can ask for more."),
                              "body", page);
    about->setWordWrap(true);
    m_onBattery->setObjectName(u"preferences.onBattery"_s);
    m_leastBattery->setObjectName(u"preferences.leastBattery"_s);
    m_leastBattery->setAccessibleName(tr("Least charge for a backup on battery"));
    m_leastBattery->setRange(1, 100);
    m_leastBattery->setSingleStep(5);
    m_leastBattery->setValue(kUsualCharge);
    m_leastBattery->setSuffix(tr(" %"));
    m_notOnMetered->setObjectName(u"preferences.notOnMetered"_s);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_onBattery, m_leastBattery, m_notOnMetered})
        widget->setEnabled(false); // until they are known
    const auto keep = [this] {
        m_wantedPower = power();
        m_engine.setPower(*m_wantedPower);
    };
    connect(m_onBattery, &QCheckBox::clicked, this, keep);
    connect(m_onBattery, &QCheckBox::toggled, m_leastBattery, &QWidget::setEnabled);
    connect(m_leastBattery, &QSpinBox::editingFinished, this, keep);
    connect(m_notOnMetered, &QCheckBox::clicked, this, keep);
    auto *battery = new QHBoxLayout;
    battery->setSpacing(8);
    battery->addWidget(m_onBattery);
    battery->addWidget(m_leastBattery);
    battery->addStretch();
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(about);
    column->addLayout(battery);
    column->addWidget(m_notOnMetered);
    column->addStretch();
    return page;
}

PowerSettings PreferencesDialog::power() const
{
    return {m_onBattery->isChecked() ? m_leastBattery->value() : 0, m_notOnMetered->isChecked()};
}

void PreferencesDialog::showPower(const PowerSettings &power)
{
    if (m_wantedPower && power != *m_wantedPower)
        return;
    const QSignalBlocker blocked(m_leastBattery);
    m_onBattery->setEnabled(true);
    m_notOnMetered->setEnabled(true);
    m_onBattery->setChecked(power.leastBattery > 0);
    m_leastBattery->setEnabled(power.leastBattery > 0);
    if (power.leastBattery > 0)
        m_leastBattery->setValue(power.leastBattery);
    m_notOnMetered->setChecked(power.notOnMetered);
}

QWidget *PreferencesDialog::buildNotices()
{
    auto *page = new QWidget(this);
    QLabel *about = textLabel(tr("A backup that goes well is not told of. What is told, is told "
                                 "once a day at most."),
                              "body", page);
    about->setWordWrap(true);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(about);
    const std::pair<NoticeCause, QString> causes[] = {
        {NoticeCause::Problem, tr("A &problem needs you")},
        {NoticeCause::Late, tr("Nothing was saved for &long")},
        {NoticeCause::DriveReminder, tr("A &drive was not connected for a week")},
        {NoticeCause::FirstBackup, tr("A backup is saved for the &first time")},
        {NoticeCause::Digest, tr("What went on while you were &away")}};
    const std::vector<NoticeCause> unwanted = unwantedNotices();
    for (const auto &[cause, text] : causes) {
        auto *box = new QCheckBox(text, page);
        box->setObjectName(u"preferences.notice%1"_s.arg(int(cause)));
        box->setChecked(std::ranges::find(unwanted, cause) == unwanted.end());
        connect(box, &QCheckBox::toggled, this,
                [cause = cause](bool wanted) { setNoticeWanted(cause, wanted); });
        column->addWidget(box);
    }
    QLabel *more = textLabel(tr("Mail and messages to the web are set up with each backup, under "
                                "Edit, Notices."),
                             "small", page);
    more->setWordWrap(true);
    column->addWidget(more);
    column->addStretch();
    return page;
}

QWidget *PreferencesDialog::buildSecurity()
{
    auto *page = new QWidget(this);
    m_place->setObjectName(u"preferences.place"_s);
    m_place->setText(tr("Asking where passphrases are kept…"));
    m_place->setWordWrap(true);
    m_placeDetail->setWordWrap(true);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_place);
    column->addWidget(m_placeDetail);
    column->addSpacing(16);
    column->addWidget(textLabel(tr("Ask for a passphrase"), "heading", page));
    column->addWidget(
        guard(tr("To &open this window"), Guarded::Opening, u"preferences.guardOpening"_s));
    column->addWidget(
        guard(tr("To look at saved &files"), Guarded::Restoring, u"preferences.guardRestoring"_s));
    QLabel *meaning = textLabel(tr("Any passphrase of your backups opens it, until the window is "
                                   "hidden. That keeps out who sits down at your desktop, not who "
                                   "can read the files of your account."),
                                "small", page);
    meaning->setWordWrap(true);
    column->addWidget(meaning);
    column->addStretch();
    return page;
}

// Changed only by who knows a passphrase: else everybody could, or lock herself out.
QCheckBox *PreferencesDialog::guard(const QString &text, Guarded what, const QString &objectName)
{
    auto *box = new QCheckBox(text, this);
    box->setObjectName(objectName);
    box->setChecked(isGuarded(what));
    box->setEnabled(GateDialog::canAsk(m_engine));
    if (!box->isEnabled())
        box->setToolTip(tr("There is no backup with a passphrase yet"));
    connect(box, &QCheckBox::clicked, this, [this, box, what](bool wanted) {
        box->setChecked(!wanted);
        auto *gate = new GateDialog(m_engine, this);
        connect(gate, &QDialog::accepted, box, [box, what, wanted] {
            setGuarded(what, wanted);
            box->setChecked(wanted);
        });
        gate->open();
    });
    return box;
}

void PreferencesDialog::showPlace(SecretVault::Place place)
{
    switch (place) {
    case SecretVault::Place::KeyStore:
        m_place->setText(tr("Passphrases are kept in the key store of this desktop."));
        m_placeDetail->setText(tr("It opens when you log in. Other people at this computer cannot "
                                  "read it."));
        return;
    case SecretVault::Place::LockedKeyStore:
        m_place->setText(tr("The key store of this desktop is locked."));
        m_placeDetail->setText(tr("Unlock it, so that backups find their passphrases. New ones are "
                                  "not kept anywhere else meanwhile."));
        return;
    case SecretVault::Place::SealedFile:
        break;
    }
    m_place->setText(tr("Passphrases are kept in a sealed file: there is no key store here."));
    m_placeDetail->setText(tr("Its key lies in another folder of yours, and neither is part of a "
                              "backup. That protects copied settings, not your account."));
}

QWidget *PreferencesDialog::buildAbout()
{
    auto *page = new QWidget(this);
    auto *mark = new QLabel(page);
    mark->setPixmap(IconSet::mark().pixmap(64, 64));
    QLabel *text = textLabel(tr("Encrypted backups that anyone can leave: it reads and writes "
                                "Duplicati's storage format. Free software under the MIT licence."),
                             "body", page);
    text->setWordWrap(true);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(mark);
    column->addWidget(
        textLabel(tr("Cairn %1").arg(QStringLiteral(CAIRN_VERSION)), "heading", page));
    column->addWidget(text);
    column->addStretch();
    return page;
}

} // namespace cairn::gui
