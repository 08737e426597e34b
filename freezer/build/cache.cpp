#include "freezer/build/cache.h"

#include "support/host/files.h"
#include "support/pack/packing.h"

namespace taipan::freezer {

namespace {
// Format of the file: this text, hash of the program, hash of the rest, then the rest: the record
// and the modules, as the functions below write them. Numbers are as the machine has them; a file
// that went to another one has the hash of another program.
constexpr std::string_view kMagic = "taipan freeze 1\n";
constexpr size_t kUsualEntry = 256; // bytes, mostly of paths
constexpr size_t kHeader = kMagic.size() + 2 * sizeof(Hash128);

void packStrings(Packer& out, const std::vector<std::string>& list) {
    out.number(list.size());
    for (const std::string& text : list) out.text(text);
}

std::vector<std::string> unpackStrings(Unpacker& in) {
    std::vector<std::string> list;
    for (size_t left = in.count(); left != 0 && in.ok(); --left) list.emplace_back(in.text());
    return list;
}

void packPlan(Packer& out, const ManifestResult& plan) {
    out.number(plan.files.size());
    for (const ManifestFile& file : plan.files) {
        out.text(file.source);
        out.text(file.target);
        out.raw(file.kind);
        out.raw(file.optLevel);
        out.raw(file.metadata);
        out.text(file.place.path);
        out.raw(file.place.line);
        out.raw(file.place.column);
    }
    out.number(plan.metadata.size());
    for (const Metadata& metadata : plan.metadata) {
        out.flag(metadata.version.has_value());
        out.text(metadata.version.value_or(std::string()));
    }
    packStrings(out, plan.manifests);
    packStrings(out, plan.directories);
}

/// Errors are not kept: a run with errors leaves no record. Of the metadata only the version is.
ManifestResult unpackPlan(Unpacker& in) {
    ManifestResult plan;
    for (size_t left = in.count(); left != 0 && in.ok(); --left) {
        ManifestFile& file = plan.files.emplace_back();
        file.source = in.text();
        file.target = in.text();
        file.kind = in.raw<FileKind>();
        file.optLevel = in.raw<int>();
        file.metadata = in.raw<uint32_t>();
        file.place.path = in.text();
        file.place.line = in.raw<uint32_t>();
        file.place.column = in.raw<uint32_t>();
    }
    for (size_t left = in.count(); left != 0 && in.ok(); --left) {
        Metadata& metadata = plan.metadata.emplace_back();
        const bool present = in.flag();
        const std::string_view version = in.text();
        if (present) metadata.version = version;
    }
    plan.manifests = unpackStrings(in);
    plan.directories = unpackStrings(in);
    return plan;
}

void packInputs(Packer& out, const std::vector<Input>& inputs) {
    out.number(inputs.size());
    for (const Input& input : inputs) {
        out.text(input.path);
        out.flag(input.isDirectory);
        out.flag(input.settled);
        out.flag(input.hashed);
        out.raw(input.stamp);
        out.raw(input.content);
    }
}

std::vector<Input> unpackInputs(Unpacker& in) {
    std::vector<Input> inputs;
    for (size_t left = in.count(); left != 0 && in.ok(); --left) {
        Input& input = inputs.emplace_back();
        input.path = in.text();
        input.isDirectory = in.flag();
        input.settled = in.flag();
        input.hashed = in.flag();
        input.stamp = in.raw<Stamp>();
        input.content = in.raw<Hash128>();
    }
    return inputs;
}

RunRecord unpackRecord(Unpacker& in) {
    RunRecord record;
    record.request = in.raw<Hash128>();
    record.options = in.raw<Hash128>();
    record.plan = unpackPlan(in);
    record.repeatable = in.flag();
    record.inputs = unpackInputs(in);
    record.output = in.raw<Stamp>();
    record.outputContent = in.raw<Hash128>();
    return record;
}

ModuleCache unpackModules(Unpacker& in) {
    ModuleCache modules;
    for (size_t left = in.count(); left != 0 && in.ok(); --left) {
        const auto key = in.raw<Hash128>();
        modules.add(key, in.text());
    }
    return modules;
}
/// Hash of all but the first `skipped` bytes, which are within the first piece.
Hash128 hashPieces(std::span<const std::string_view> pieces, size_t skipped) {
    Hasher hasher;
    for (const std::string_view piece : pieces) {
        hasher.add(piece.substr(skipped));
        skipped = 0;
    }
    return hasher.hash();
}
} // namespace

std::string_view ModuleCache::find(const Hash128& key) const {
    const auto found = modules_.find(key);
    return found == modules_.end() ? std::string_view() : found->second;
}

CacheFile loadCache(const std::string& path, const Hash128& program) {
    CacheFile cache;
    if (!host::readFile(path, cache.text).ok()) return {};
    if (cache.text.size() < kHeader || !cache.text.starts_with(kMagic)) return {};
    const std::string_view rest = std::string_view(cache.text).substr(kHeader);
    Unpacker hashes(std::string_view(cache.text).substr(kMagic.size()));
    if (hashes.raw<Hash128>() != program || hashes.raw<Hash128>() != hashBytes(rest)) return {};
    Unpacker in(rest);
    cache.record = unpackRecord(in);
    cache.modules = unpackModules(in);
    if (!in.ok()) return {};
    return cache;
}

CacheText cacheText(const RunRecord& record, const ModuleCache& modules, const Hash128& program) {
    CacheText made;
    std::string& text = made.text;
    text.reserve(kUsualEntry * (record.inputs.size() + record.plan.files.size()));
    text = kMagic;
    Packer out(text);
    out.raw(program);
    out.raw(Hash128()); // of what follows; known when that is
    out.raw(record.request);
    out.raw(record.options);
    packPlan(out, record.plan);
    out.flag(record.repeatable);
    packInputs(out, record.inputs);
    out.raw(record.output);
    out.raw(record.outputContent);
    out.number(modules.modules().size());
    std::vector<size_t> ends; // of the pieces of `text`, each followed by a module
    for (const auto& [key, mpy] : modules.modules()) {
        out.raw(key);
        out.number(mpy.size());
        ends.push_back(text.size());
    }
    size_t start = 0;
    const size_t* end = ends.data();
    for (const auto& [key, mpy] : modules.modules()) {
        made.pieces.push_back(std::string_view(text).substr(start, *end - start));
        made.pieces.push_back(mpy);
        start = *end++;
    }
    made.pieces.push_back(std::string_view(text).substr(start));
    const Hash128 hash = hashPieces(made.pieces, kHeader);
    std::memcpy(text.data() + kHeader - sizeof hash, &hash, sizeof hash);
    return made;
}

} // namespace taipan::freezer
