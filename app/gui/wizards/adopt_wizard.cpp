// SPDX-License-Identifier: MIT
#include "app/gui/wizards/adopt_wizard.h"

#include "app/gui/passphrase.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/step_list.h"
#include "app/gui/wizards/where_page.h"
#include "app/gui/wizards/wizard_frame.h"

#include <QAbstractButton>
#include <QBoxLayout>
#include <QDateTime>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

// "Copper Orbit lantern" is "copper-orbit-lantern" if all are words of the list; else empty.
QString asGenerated(const QString &typed)
{
    static const QRegularExpression gaps(u"[\\s-]+"_s);
    const QStringList words = typed.toLower().split(gaps, Qt::SkipEmptyParts);
    const QStringList list = wordList();
    const bool isKnown =
        words.size() > 1 &&
        std::ranges::all_of(words, [&list](const QString &word) { return list.contains(word); });
    const QString joined = words.join(u'-');
    return isKnown && joined != typed ? joined : QString();
}

} // namespace

AdoptWizard::AdoptWizard(EngineProxy &engine, Random &random, QWidget *parent)
    : QWizard(parent)
    , m_engine(engine)
    , m_where(new WherePage(engine, WherePage::Purpose::ExistingBackup, this))
    , m_steps(new StepList({tr("Where"), tr("Passphrase")}, this))
    , m_id(newJobId(random))
{
    setObjectName(u"adoptWizard"_s);
    setWindowTitle(tr("Get files back"));
    frameWizard(*this, m_steps, tr("Open the backup"));
    addPage(m_where);
    addPage(passphrasePage());
    resize(900, 560);
    button(NextButton)->setObjectName(u"adopt.next"_s);
    button(FinishButton)->setObjectName(u"adopt.open"_s);
    connect(this, &QWizard::currentIdChanged, this, [this](int id) {
        m_steps->setResult(0, m_where->resultText());
        if (id > 0)
            askPassphrase();
    });
    connect(&m_engine, &EngineProxy::adopted, this, &AdoptWizard::opened);
    connect(&m_engine, &EngineProxy::adopting, this, &AdoptWizard::named);
}

void AdoptWizard::offer(const FoundBackup &backup)
{
    m_where->offer(backup);
}

// For the backup that the first page has found; what was typed for another one is gone.
void AdoptWizard::askPassphrase()
{
    const bool isLocked = m_where->facts().isLocked;
    m_passphrase->clear();
    m_passphrase->setEnabled(isLocked);
    m_hint->setText(isLocked ? tr("It stands on the recovery sheet.")
                             : tr("This backup is not locked: it has no passphrase."));
    // The page was shown before the field could be typed in; the keys would go to the last.
    (isLocked ? static_cast<QWidget *>(m_passphrase) : button(FinishButton))->setFocus();
}

QWizardPage *AdoptWizard::passphrasePage()
{
    auto *page = new QWizardPage(this);
    page->setTitle(tr("What is its passphrase?"));
    m_passphrase = secretEdit(u"adopt.pass"_s, tr("Passphrase"), page);
    m_hint = textLabel({}, "body", page);
    m_hint->setObjectName(u"adopt.hint"_s);
    m_hint->setWordWrap(true);
    m_progress = new ProgressStrip(page);
    m_progress->setUnknown();
    m_progress->setAccessibleName(tr("Opening the backup"));
    m_progress->hide();
    auto *column = new QVBoxLayout(page);
    column->setSpacing(12);
    column->addWidget(m_passphrase);
    column->addWidget(m_hint);
    column->addWidget(m_progress);
    column->addStretch();
    return page;
}

void AdoptWizard::setBusy(bool busy)
{
    m_isBusy = busy;
    m_progress->setVisible(busy);
    button(FinishButton)->setEnabled(!busy);
    button(BackButton)->setEnabled(!busy);
    m_passphrase->setEnabled(!busy && m_where->facts().isLocked);
}

void AdoptWizard::accept()
{
    if (m_isBusy)
        return;
    JobConfig job;
    job.id = m_id;
    job.createdAt = QDateTime::currentSecsSinceEpoch();
    job.encrypted = m_where->facts().isLocked;
    m_where->apply(job);
    job.name = job.drive ? job.drive->label : displayText(FilePath(job.destination).name());
    const QString spoken = asGenerated(m_passphrase->text());
    const QString text = m_triesSpoken ? spoken : m_passphrase->text();
    m_hint->setText(tr("Opening… The list of versions is read from the backup."));
    setBusy(true);
    m_engine.adopt(job, Secret(job.encrypted ? text.toStdString() : std::string()));
}

// What the passphrase has opened, while its versions are being read.
void AdoptWizard::named(const QString &name, const QString &computer)
{
    if (!m_isBusy || m_isStopping || name.isEmpty())
        return;
    m_hint->setText(
        computer.isEmpty()
            ? tr("This is “%1”. Its list of versions is being read…").arg(name)
            : tr("This is “%1” of the computer “%2”. Its list of versions is being read…")
                  .arg(name, computer));
}

// Somebody with several sheets sees by the date which of them belongs here.
QString AdoptWizard::wrongPassphrase() const
{
    const QDate began =
        QDateTime::fromSecsSinceEpoch(m_where->facts().oldestVersion).toLocalTime().date();
    return tr("That passphrase does not open this backup, which began on %1. "
              "Enter it again: capital letters, the keyboard's language and spaces count.")
        .arg(QLocale().toString(began, QLocale::LongFormat));
}

void AdoptWizard::opened(const QString &job, const QString &problem,
                         const AdoptedSettings &settings)
{
    if (!m_isBusy)
        return;
    setBusy(false);
    if (std::exchange(m_isStopping, false) && !problem.isEmpty()) {
        m_triesSpoken = false;
        m_hint->setText(tr("Stopped. The backup was not opened."));
        return;
    }
    if (!problem.isEmpty()) {
        const bool isSecondTry = std::exchange(m_triesSpoken, false);
        if (!isSecondTry && !asGenerated(m_passphrase->text()).isEmpty()) {
            m_triesSpoken = true;
            return accept();
        }
        m_hint->setText(settings.isWrongPassphrase && m_where->facts().oldestVersion > 0
                            ? wrongPassphrase()
                            : problem);
        m_passphrase->setFocus();
        m_passphrase->selectAll();
        return;
    }
    QWizard::accept();
    AdoptedSettings found = settings;
    found.versions = m_where->facts().versionsFound;
    Q_EMIT adopted(job.toStdString(), found);
}

void AdoptWizard::reject()
{
    if (!m_isBusy)
        return QWizard::reject();
    m_isStopping = true;
    m_hint->setText(tr("Stopping…"));
    m_engine.stopAdopting();
}

} // namespace cairn::gui
