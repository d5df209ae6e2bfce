// SPDX-License-Identifier: MIT
#include "app/gui/editor/scripts_section.h"

#include "app/gui/widgets/build.h"
#include "core/config/option_values.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QSpinBox>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUsualTimeout = 60; // s
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

ScriptsSection::ScriptsSection(const JobConfig &job, QWidget *parent)
    : EditorSection(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setVerticalSpacing(12);
    m_grid->setHorizontalSpacing(16);
    QLabel *about = textLabel(tr("Programs of your own that run with each backup, under your "
                                 "account. Give whole paths."),
                              "body", this);
    about->setWordWrap(true);
    m_grid->addWidget(about, 0, 0, 1, 2);
    addProgram(job, tr("&Before"), "run-script-before", u"scripts.before"_s);
    addProgram(job, tr("Before, &must go well"), "run-script-before-required",
               u"scripts.required"_s);
    addProgram(job, tr("When all is &stored"), "run-script-post-backup", u"scripts.stored"_s);
    addProgram(job, tr("At the &end"), "run-script-after", u"scripts.after"_s);
    addMore(job);
}

void ScriptsSection::addProgram(const JobConfig &job, const QString &label, const char *option,
                                const QString &objectName)
{
    QLineEdit *edit = addLine(*m_grid, label, optionOf(job, option), objectName);
    connect(edit, &QLineEdit::textChanged, this, &EditorSection::changed);
    m_programs.push_back({option, edit});
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
    m_grid->setRowStretch(row + 3, 1);
    m_grid->setColumnStretch(1, 1);
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
