#include "freezer/manifest/natives.h"

#include <span>

#include "freezer/manifest/port.h"
#include "freezer/manifest/system.h"

namespace taipan::freezer {

namespace {
Evaluation& active() {
    return ManifestContext::of(taipan_context()).evaluation;
}

taipan_value textValue(const std::string& text) {
    return taipan_str(text.data(), text.size());
}

taipan_value listValue(const std::vector<std::string>& texts) {
    const taipan_value list = taipan_list(0, nullptr);
    for (const std::string& text : texts) {
        const taipan_value item = textValue(text);
        if (!taipan_append(list, item)) taipan_raise("MemoryError", "");
    }
    return list;
}

/// The answer that a function left, as an object. It is the evaluation's, so raising loses nothing.
taipan_value answered(Evaluation& evaluation) {
    const Answer& answer = evaluation.answer;
    switch (answer.kind) {
    case Answer::Kind::None: break;
    case Answer::Kind::Bool: return taipan_bool(answer.truth);
    case Answer::Kind::Text: return textValue(answer.text);
    case Answer::Kind::List: return listValue(answer.list);
    case Answer::Kind::Raise: taipan_raise(answer.exception, answer.text.c_str());
    }
    return taipan_none();
}

/// A native function of what calls a function of the evaluation.
template <void (*body)(Evaluation&, const taipan_value*, size_t)>
taipan_value native(size_t count, const taipan_value* arguments) {
    Evaluation& evaluation = active();
    evaluation.answer = {};
    body(evaluation, arguments, count);
    return answered(evaluation);
}

taipan_value failed(size_t, const taipan_value* arguments) {
    if (active().failed(arguments[0])) taipan_raise_value(arguments[0]);
    return taipan_none();
}

taipan_value description(size_t, const taipan_value*) {
    constexpr size_t kTexts = 6;
    taipan_value values[kTexts + 1];
    for (size_t i = 0; i < kTexts; ++i) {
        const std::string* text = active().description(i);
        values[i] = text == nullptr ? taipan_none() : textValue(*text);
    }
    values[kTexts] = taipan_bool(active().isStdlib());
    return taipan_tuple(kTexts + 1, values);
}

template <Collector collector>
void collect(Evaluation& evaluation, const taipan_value* values, size_t) {
    evaluation.collect(collector, values);
}
void include(Evaluation& evaluation, const taipan_value* values, size_t) {
    evaluation.include(values[0], taipan_is_true(values[1]));
}
void require(Evaluation& evaluation, const taipan_value* values, size_t) {
    evaluation.require(values[0], values[1], values[2]);
}
void addLibrary(Evaluation& evaluation, const taipan_value* values, size_t) {
    evaluation.addLibrary(values[0], values[1], taipan_is_true(values[2]));
}
void cModule(Evaluation& evaluation, const taipan_value* values, size_t) {
    evaluation.cModule(values[0]);
}
void describe(Evaluation& evaluation, const taipan_value* values, size_t) {
    evaluation.describe(values);
}
void leave(Evaluation& evaluation, const taipan_value*, size_t) {
    evaluation.leave();
}

const taipan_definition kRows[] = {
    {"add_library", native<addLibrary>, 3, 3, 0},
    {"c_module", native<cModule>, 1, 1, 0},
    {"describe", native<describe>, 7, 7, 0},
    {"description", description, 0, 0, 0},
    {"failed", failed, 1, 1, 0},
    {"freeze", native<collect<Collector::Freeze>>, 4, 4, 0},
    {"freeze_as_data", native<collect<Collector::FreezeAsData>>, 4, 4, 0},
    {"freeze_as_mpy", native<collect<Collector::FreezeAsMpy>>, 4, 4, 0},
    {"freeze_as_str", native<collect<Collector::FreezeAsStr>>, 4, 4, 0},
    {"freeze_mpy", native<collect<Collector::FreezeMpy>>, 4, 4, 0},
    {"include", native<include>, 2, 2, 0},
    {"leave", native<leave>, 0, 0, 0},
    {"module", native<collect<Collector::Module>>, 4, 4, 0},
    {"package", native<collect<Collector::Package>>, 4, 4, 0},
    {"require", native<require>, 3, 3, 0},
    // of the modules that manifests import
    {"chdir", native<system::chdir>, 1, 1, 0},
    {"dirname", native<system::dirname>, 1, 1, 0},
    {"getcwd", native<system::getcwd>, 0, 0, 0},
    {"getenv", native<system::getenv>, 1, 1, 0},
    {"glob", native<system::glob>, 2, 3, 0},
    {"islink", native<system::islink>, 1, 1, 0},
    {"join", native<system::join>, 2, 2, 0},
    {"normpath", native<system::normpath>, 1, 1, 0},
    {"realpath", native<system::realpath>, 1, 1, 0},
    {"relpath", native<system::relpath>, 2, 2, 0},
};

taipan_value kind(size_t, const taipan_value* arguments) {
    Evaluation& evaluation = active();
    evaluation.answer = {};
    const int64_t kind = system::kind(evaluation, arguments[0]);
    if (evaluation.answer.kind == Answer::Kind::Raise) return answered(evaluation);
    return taipan_int(kind);
}

/// (files, directories) of a directory.
taipan_value scan(size_t, const taipan_value* arguments) {
    taipan_value lists[2];
    Evaluation& evaluation = active();
    for (size_t i = 0; i < 2; ++i) {
        evaluation.answer = {};
        system::scan(evaluation, arguments[0], i == 1);
        lists[i] = answered(evaluation);
    }
    return taipan_tuple(2, lists);
}
} // namespace

bool registerNatives(Mode mode) {
    const bool freezes = mode == Mode::Freeze || mode == Mode::ListCModules;
    const taipan_definition others[] = {
        {"freezes", nullptr, 0, 0, taipan_bool(freezes)},
        {"kind", kind, 1, 1, 0},
        {"scan", scan, 1, 1, 0},
    };
    std::vector<taipan_definition> rows(std::begin(kRows), std::end(kRows));
    rows.insert(rows.end(), std::begin(others), std::end(others));
    return taipan_register("_manifest", rows.data(), rows.size()) != 0;
}

} // namespace taipan::freezer
