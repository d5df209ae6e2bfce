// SPDX-License-Identifier: MIT
#include "app/gui/editor/notices_section.h"

#include "app/gui/widgets/build.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>

#include <array>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

// What the choices stand for, in their order; the last is written where it is set already.
constexpr std::array kLevels{"", "Warning,Error,Fatal", "Error,Fatal"};
constexpr const char *kPasswordOption = "send-mail-password";
constexpr std::array kLevelOptions{"send-mail-level", "send-http-level"};

QString optionOf(const JobConfig &job, const char *name)
{
    const auto found = job.options.find(name);
    return found == job.options.end() ? QString() : QString::fromStdString(found->second);
}

void setOption(JobConfig &job, const char *name, const QString &value)
{
    if (value.isEmpty())
        job.options.erase(name);
    else
        job.options[name] = value.toStdString();
}

} // namespace

NoticesSection::NoticesSection(EngineProxy &engine, const JobConfig &job, QWidget *parent)
    : EditorSection(parent)
    , m_engine(engine)
    , m_job(job)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setVerticalSpacing(12);
    m_grid->setHorizontalSpacing(16);
    m_to =
        field(tr("&Mail to"), "send-mail-to", u"notices.to"_s, tr("ada@example.org", "an example"));
    m_server = field(tr("Mail &server"), "send-mail-url", u"notices.server"_s,
                     tr("tls://mail.example.org:587", "an example"));
    m_server->setToolTip(tr("Without one, mail goes straight to the servers of the recipients. "
                            "Many internet connections do not let it through."));
    m_user = field(tr("&User name"), "send-mail-username", u"notices.user"_s, {});
    m_password = secretEdit(u"notices.password"_s, tr("Password of the mail server"), this);
    followPassword();
    auto *label = new QLabel(tr("&Password"), this);
    label->setBuddy(m_password);
    m_grid->addWidget(label, m_grid->rowCount(), 0);
    m_grid->addWidget(m_password, m_grid->rowCount() - 1, 1);
    connect(m_password, &QLineEdit::textChanged, this, &EditorSection::changed);
    m_forms = field(tr("Post as &form to"), "send-http-form-urls", u"notices.forms"_s,
                    tr("https://example.org/notify", "an example"));
    m_documents = field(tr("Post as &JSON to"), "send-http-json-urls", u"notices.documents"_s,
                        tr("https://monitor.example.org/report", "an example"));
    addLevels();
    addTest();
}

QLineEdit *NoticesSection::field(const QString &label, const char *option,
                                 const QString &objectName, const QString &example)
{
    QLineEdit *edit = addLine(*m_grid, label, optionOf(m_job, option), objectName);
    edit->setPlaceholderText(example);
    connect(edit, &QLineEdit::textChanged, this, &EditorSection::changed);
    return edit;
}

// Says that nothing need be typed where one is kept already.
void NoticesSection::followPassword()
{
    connect(&m_engine, &EngineProxy::keptSecrets, this,
            [this](RequestId id, const QStringList &options) {
                if (id == m_keptAsked)
                    m_password->setPlaceholderText(options.contains(QLatin1String(kPasswordOption))
                                                       ? tr("kept; type another to replace it")
                                                       : tr("none is kept"));
            });
    m_keptAsked = m_engine.askKeptSecrets(m_job);
}

void NoticesSection::addLevels()
{
    m_levels = new QComboBox(this);
    m_levels->setObjectName(u"notices.levels"_s);
    m_levels->addItem(tr("After every run"), QString());
    m_levels->addItem(tr("When something is to be remarked"), QString::fromLatin1(kLevels[1]));
    m_levels->addItem(tr("When a run failed"), QString::fromLatin1(kLevels[2]));
    QString set = optionOf(m_job, kLevelOptions[0]);
    if (set.isEmpty())
        set = optionOf(m_job, kLevelOptions[1]);
    int at = m_levels->findData(set);
    if (at < 0) {
        m_levels->addItem(tr("As set: %1").arg(set), set);
        at = m_levels->count() - 1;
    }
    m_levels->setCurrentIndex(at);
    auto *label = new QLabel(tr("&When"), this);
    label->setBuddy(m_levels);
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(m_levels, row, 1, Qt::AlignLeading);
    connect(m_levels, &QComboBox::currentIndexChanged, this, &EditorSection::changed);
}

void NoticesSection::addTest()
{
    m_test = button(tr("Send a test"), "", u"notices.test"_s, this);
    m_answer = textLabel({}, "small", this);
    m_answer->setObjectName(u"notices.answer"_s);
    m_answer->setWordWrap(true);
    m_answer->setTextFormat(Qt::PlainText); // a server wrote it
    const int row = m_grid->rowCount();
    m_grid->addWidget(m_test, row, 1, Qt::AlignLeading);
    m_grid->addWidget(m_answer, row + 1, 1);
    m_grid->setRowStretch(row + 2, 1);
    m_grid->setColumnStretch(1, 1);
    connect(m_test, &QPushButton::clicked, this, &NoticesSection::sendTest);
    connect(&m_engine, &EngineProxy::reportTested, this,
            [this](RequestId id, bool isGood, const QString &answer) {
                if (id == m_request)
                    showAnswer(isGood, answer);
            });
    const auto enable = [this] {
        m_test->setEnabled(!m_to->text().trimmed().isEmpty() ||
                           !m_forms->text().trimmed().isEmpty() ||
                           !m_documents->text().trimmed().isEmpty());
    };
    connect(this, &EditorSection::changed, m_test, enable);
    enable();
}

void NoticesSection::apply(JobConfig &job) const
{
    setOption(job, "send-mail-to", m_to->text().trimmed());
    setOption(job, "send-mail-url", m_server->text().trimmed());
    setOption(job, "send-mail-username", m_user->text().trimmed());
    setOption(job, "send-http-form-urls", m_forms->text().trimmed());
    setOption(job, "send-http-json-urls", m_documents->text().trimmed());
    for (const char *option : kLevelOptions)
        setOption(job, option, m_levels->currentData().toString());
}

JobSecrets NoticesSection::secrets() const
{
    JobSecrets typed;
    if (!m_password->text().isEmpty())
        typed.options[kPasswordOption] = Secret(m_password->text().toStdString());
    return typed;
}

void NoticesSection::sendTest()
{
    JobConfig job = m_job;
    apply(job);
    m_answer->setText(tr("Sending…"));
    setStyleProperty(m_answer, "tone", QString());
    m_test->setEnabled(false);
    m_request = m_engine.testReport(job, secrets());
}

void NoticesSection::showAnswer(bool isGood, const QString &answer)
{
    m_test->setEnabled(true);
    m_answer->setText(isGood ? tr("Sent. %1").arg(answer) : tr("Not sent. %1").arg(answer));
    setTone(m_answer, isGood ? Tone::Ok : Tone::Fail);
}

} // namespace cairn::gui
