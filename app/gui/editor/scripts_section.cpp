// SPDX-License-Identifier: MIT
#include "app/gui/editor/scripts_section.h"

#include "app/gui/widgets/build.h"
#include "core/base/quoted_words.h"
#include "core/config/option_values.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUsualTimeout = 60; // s
constexpr int kOutputLines = 8;
constexpr int kMostTimeout = 24 * 3600;

QString optionOf(const JobConfig &job, const char *name)
{
    const auto found = job.options.find(name);
    return found == job.options.end() ? QString() : QString::fromStdString(found->second);
}

bool flagOf(const JobConfig &job, const char *name)
{
    const auto found = job.options.find(name);
    return found != job.options.end() && parseBoolean(name, found->second).value_or(false);
}

int secondsOf(const JobConfig &job)
{
    const auto found = job.options.find("run-script-timeout");
    if (found == job.options.end())
        return kUsualTimeout;
    const auto time = parseDuration("run-script-timeout", found->second);
    return time ? int(std::min<qint64>(time->count(), kMostTimeout)) : kUsualTimeout;
}

} // namespace

ScriptsSection::ScriptsSection(EngineProxy &engine, const JobConfig &job, QWidget *parent)
    : EditorSection(parent)
    , m_engine(engine)
    , m_job(job)
    , m_grid(new QGridLayout(this))
    , m_answer(textLabel({}, "small", this))
    , m_output(new QPlainTextEdit(this))
{
    using Event = RunScripts::Event;
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setVerticalSpacing(12);
    m_grid->setHorizontalSpacing(16);
    QLabel *about = textLabel(tr("Programs of your own that run with each backup, under your "
                                 "account. Give whole paths."),
                              "body", this);
    about->setWordWrap(true);
    m_grid->addWidget(about, 0, 0, 1, 3);
    addProgram(tr("&Before"), "run-script-before", Event::Before, u"scripts.before"_s);
    addProgram(tr("Before, &must go well"), "run-script-before-required", Event::Before,
               u"scripts.required"_s);
    addProgram(tr("When all is &stored"), "run-script-post-backup", Event::PostBackup,
               u"scripts.stored"_s);
    addProgram(tr("At the &end"), "run-script-after", Event::After, u"scripts.after"_s);
    addMore(job);
    addAnswer();
    connect(this, &EditorSection::changed, this, &ScriptsSection::enable);
    enable();
}

ScriptsSection::~ScriptsSection()
{
    if (m_request != 0)
        m_engine.stopTrial();
}

void ScriptsSection::addProgram(const QString &label, const char *option, RunScripts::Event event,
                                const QString &objectName)
{
    QLineEdit *edit = addLine(*m_grid, label, optionOf(m_job, option), objectName);
    connect(edit, &QLineEdit::textChanged, this, &EditorSection::changed);
    auto *tryIt = button(tr("Try it"), "quiet", objectName + u".try"_s, this);
    QString name = label;
    tryIt->setAccessibleName(tr("Try it: %1", "which script").arg(name.remove(u'&')));
    tryIt->setToolTip(tr("Runs it now, as a backup would; nothing is backed up."));
    m_grid->addWidget(tryIt, m_grid->rowCount() - 1, 2);
    const Program program{option, event, edit, tryIt};
    connect(tryIt, &QPushButton::clicked, this, [this, program] { tryOut(program); });
    m_programs.push_back(program);
}

void ScriptsSection::addAnswer()
{
    m_answer->setObjectName(u"scripts.answer"_s);
    m_answer->setWordWrap(true);
    m_answer->setTextFormat(Qt::PlainText);
    m_output->setObjectName(u"scripts.output"_s);
    m_output->setAccessibleName(tr("What the script printed"));
    m_output->setReadOnly(true);
    m_output->setTabChangesFocus(true);
    m_output->setMinimumHeight(fontMetrics().lineSpacing() * kOutputLines);
    m_output->hide();
    const int row = m_grid->rowCount();
    m_grid->addWidget(m_answer, row, 0, 1, 3);
    m_grid->addWidget(m_output, row + 1, 0, 1, 3);
    m_grid->setRowStretch(row + 2, 1);
    m_grid->setColumnStretch(1, 1);
    connect(&m_engine, &EngineProxy::scriptTried, this,
            [this](RequestId id, bool isGood, const QString &answer) {
                if (id == m_request)
                    showAnswer(isGood, answer);
            });
}

void ScriptsSection::tryOut(const Program &program)
{
    JobConfig job = m_job;
    apply(job);
    m_answer->setText(tr("It runs…"));
    m_output->hide();
    setStyleProperty(m_answer, "tone", QString());
    m_request =
        m_engine.tryScript(job, program.edit->text().trimmed().toStdString(), program.event);
    enable();
}

void ScriptsSection::showAnswer(bool isGood, const QString &answer)
{
    m_request = 0;
    const qsizetype end = answer.indexOf(u'\n');
    m_answer->setText(answer.left(end));
    m_output->setPlainText(end < 0 ? QString() : answer.mid(end + 1));
    m_output->setVisible(end >= 0);
    setStyleProperty(m_answer, "tone", isGood ? u"ok"_s : u"fail"_s);
    enable();
}

void ScriptsSection::enable()
{
    for (const Program &program : m_programs)
        program.tryIt->setEnabled(m_request == 0 && !program.edit->text().trimmed().isEmpty());
}

QString ScriptsSection::problem() const
{
    for (const Program &program : m_programs) {
        const QString command = program.edit->text().trimmed();
        // One that stands there since long says so when it runs.
        if (command == optionOf(m_job, program.option) || command.isEmpty())
            continue;
        const auto words = m_arguments->isChecked() ? quotedWords(command.toStdString())
                                                    : std::vector{command.toStdString()};
        if (!words.empty() && !words.front().starts_with('/'))
            return tr("“%1” is no whole path: it must begin with “/”.").arg(command);
    }
    return {};
}

void ScriptsSection::addMore(const JobConfig &job)
{
    m_timeout = new QSpinBox(this);
    m_timeout->setObjectName(u"scripts.timeout"_s);
    m_timeout->setRange(0, kMostTimeout);
    m_timeout->setSuffix(tr(" s", "seconds"));
    m_timeout->setSpecialValueText(tr("as long as it takes"));
    m_timeout->setValue(secondsOf(job));
    auto *label = new QLabel(tr("&Wait for each"), this);
    label->setBuddy(m_timeout);
    m_arguments = new QCheckBox(tr("The lines above hold &arguments too"), this);
    m_arguments->setObjectName(u"scripts.arguments"_s);
    m_arguments->setChecked(flagOf(job, "run-script-with-arguments"));
    m_secrets = new QCheckBox(tr("They may know the &passphrase and passwords"), this);
    m_secrets->setObjectName(u"scripts.secrets"_s);
    m_secrets->setToolTip(tr("Other programs under your account can then read them too, as long "
                             "as a script runs."));
    m_secrets->setChecked(flagOf(job, "run-script-with-secrets"));
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(m_timeout, row, 1, Qt::AlignLeading);
    m_grid->addWidget(m_arguments, row + 1, 1);
    m_grid->addWidget(m_secrets, row + 2, 1);
    connect(m_timeout, &QSpinBox::valueChanged, this, &EditorSection::changed);
    connect(m_arguments, &QCheckBox::toggled, this, &EditorSection::changed);
    connect(m_secrets, &QCheckBox::toggled, this, &EditorSection::changed);
}

void ScriptsSection::apply(JobConfig &job) const
{
    const auto set = [&job](const char *name, const std::string &value) {
        if (value.empty())
            job.options.erase(name);
        else
            job.options[name] = value;
    };
    for (const Program &program : m_programs)
        set(program.option, program.edit->text().trimmed().toStdString());
    const int seconds = m_timeout->value();
    set("run-script-timeout",
        seconds == kUsualTimeout ? std::string() : std::to_string(seconds) + "s");
    set("run-script-with-arguments", m_arguments->isChecked() ? "true" : "");
    set("run-script-with-secrets", m_secrets->isChecked() ? "true" : "");
}

} // namespace cairn::gui
