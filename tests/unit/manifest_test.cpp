// The manifests of the freezer.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <vector>

#include "freezer/manifest/folders.h"
#include "freezer/manifest/library.h"
#include "freezer/manifest/paths.h"
#include "freezer/manifest/places.h"
#include "taipan/freezer/manifest.h"

using namespace taipan::freezer;
namespace fs = std::filesystem;

namespace {

/// A directory for one test, and what evaluating manifests in it gives.
class Tree {
  public:
    Tree() {
        std::string name = fs::temp_directory_path() / "manifestXXXXXX";
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        root = fs::canonical(name);
        before_ = fs::current_path();
        fs::current_path(root);
        options.variables = {{"ROOT", root}};
    }
    ~Tree() {
        fs::current_path(before_);
        fs::remove_all(root);
    }
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;

    void write(const std::string& path, const std::string& text = "") const {
        fs::create_directories((root / path).parent_path());
        std::ofstream(root / path) << text;
    }
    void touch(std::initializer_list<const char*> paths) const {
        for (const char* path : paths) write(path);
    }

    /// Writes m.py and evaluates it.
    const ManifestResult& run(const std::string& manifest) {
        write("m.py", manifest);
        return evaluateAll({"m.py"});
    }
    const ManifestResult& evaluateAll(const std::vector<std::string>& manifests) {
        result = evaluate(manifests, options);
        CHECK(fs::current_path() == root);
        return result;
    }

    /// The targets, with what is special about them: ":kind" unless Source, "@level".
    std::vector<std::string> targets() const {
        std::vector<std::string> names;
        for (const ManifestFile& file : result.files) {
            std::string name = file.target;
            if (file.kind != FileKind::Source)
                name += ':' + std::to_string(static_cast<int>(file.kind));
            if (file.optLevel >= 0) name += '@' + std::to_string(file.optLevel);
            names.push_back(name);
        }
        return names;
    }
    /// "path:line:column: message" and "< place" for what included it, all without the root.
    std::vector<std::string> errors() const {
        std::vector<std::string> texts;
        for (const ManifestError& error : result.errors) {
            std::string text = show(error.place) + ": " + error.message;
            for (const Place& place : error.includedFrom) text += " < " + show(place);
            for (size_t at; (at = text.find(root.string())) != text.npos;)
                text.replace(at, root.string().size(), "ROOT");
            texts.push_back(text);
        }
        return texts;
    }
    static std::string show(const Place& place) {
        return place.path + ':' + std::to_string(place.line) + ':' + std::to_string(place.column);
    }

    fs::path root;
    ManifestOptions options;
    ManifestResult result;

  private:
    fs::path before_;
};

using Texts = std::vector<std::string>;

bool contains(const Texts& texts, const std::string& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}
} // namespace

// --- functions -----------------------------------------------------------------------------------

TEST_CASE("manifests: freeze takes directories, files, lists, each by extension") {
    Tree tree;
    tree.touch({"src/a.py", "src/b.PY", "src/c.mpy", "src/d.txt", "src/sub/e.py", "src/.hidden.py",
                "src/.py", "src/sub/deep/f.py"});
    tree.run("freeze('src', opt=2)\n");
    CHECK(tree.targets() ==
          Texts{".hidden.py@2", "a.py@2", "b.PY@2", "c.mpy:5@2", "sub/e.py@2", "sub/deep/f.py@2"});
    CHECK(tree.result.files[1].source == (tree.root / "src/a.py").string());
    CHECK(Tree::show(tree.result.files[1].place) == "m.py:1:1");
    tree.run("freeze('src', 'a.py')\nfreeze('$(ROOT)/src', 'sub')\nfreeze('src', ['c.mpy'])");
    CHECK(tree.targets() == Texts{"a.py", "sub/e.py", "sub/deep/f.py", "c.mpy:5"});
    tree.run("freeze_as_mpy('src', 'sub/deep', opt=0)\nfreeze_mpy('src')\n");
    CHECK(tree.targets() == Texts{"sub/deep/f.py@0", "c.mpy:5"});
    tree.run("freeze_as_str('src')\n");
    CHECK(tree.targets() ==
          Texts{".hidden.py:3", "a.py:3", "b.PY:3", "sub/e.py:3", "sub/deep/f.py:3"});
    tree.run("freeze_as_data('src', ('d.txt', 'a.py'))\nfreeze_as_data('src/sub')");
    CHECK(tree.targets() == Texts{"d.txt:16", "a.py:16", "e.py:16", "deep/f.py:16"});
    CHECK(tree.errors().empty());
}

TEST_CASE("manifests: packages and modules") {
    Tree tree;
    tree.touch({"pkg/__init__.py", "pkg/x.py", "pkg/in/y.py", "pkg/data.bin", "src/lib/z.py"});
    tree.run("package('pkg')\n");
    CHECK(tree.targets() == Texts{"pkg/__init__.py", "pkg/x.py", "pkg/in/y.py"});
    tree.run(
        "package('pkg', files=('x.py', 'in/y.py'), opt=3)\npackage('./lib/', base_path='src')");
    CHECK(tree.targets() == Texts{"pkg/x.py@3", "pkg/in/y.py@3", "lib/z.py"});
    tree.run("package('../pkg', base_path='src')\n");
    CHECK(tree.targets() == Texts{"../pkg/__init__.py", "../pkg/x.py", "../pkg/in/y.py"});
    CHECK(tree.result.files[1].source == (tree.root / "src/../pkg/x.py").string());
    tree.run("module('x.py', 'pkg')\nmodule('src/lib/z.py', opt=1)\n");
    CHECK(tree.targets() == Texts{"x.py", "src/lib/z.py@1"});
    CHECK(tree.errors().empty());
}

TEST_CASE("manifests: a package that is not there is an error, or a warning as stock has none") {
    Tree tree;
    tree.touch({"pkg/x.py"});
    for (const bool lenient : {false, true}) {
        tree.options.lenient = lenient;
        tree.run("package('pkg')\npackage('nothing')\n");
        CHECK(tree.targets() == Texts{"pkg/x.py"});
        CHECK(contains(tree.result.directories, tree.root.string())); // "nothing" may come
        const auto& said = lenient ? tree.result.warnings : tree.result.errors;
        const auto& unsaid = lenient ? tree.result.errors : tree.result.warnings;
        REQUIRE(said.size() == 1);
        CHECK(unsaid.empty());
        CHECK(said[0].place.line == 2);
        CHECK(said[0].message == "package(): no directory \"nothing\" in " + tree.root.string());
    }
}

TEST_CASE("manifests: pipes in directories are no files") {
    Tree tree;
    tree.touch({"pkg/x.py"});
    for (const char* name : {"pkg/pipe.py", "pkg/pipe.txt"})
        REQUIRE(::mkfifo((tree.root / name).c_str(), 0600) == 0);
    tree.run("package('pkg')\n");
    CHECK(tree.targets() == Texts{"pkg/x.py"});
    CHECK(tree.result.skipped == Texts{(tree.root / "pkg/pipe.py").string()});
    CHECK(tree.errors().empty());
}

TEST_CASE("manifests: include runs each manifest once, in its own directory, with options") {
    Tree tree;
    tree.touch({"one/a.py", "two/b.py"});
    tree.write("one/manifest.py", "module('a.py', opt=options.level)\n");
    tree.write("two/n.py", "options.defaults(x=1, y=2)\n"
                           "if (options.x, options.y, options.z) == (1, 3, None): module('b.py')\n"
                           "include('../one', level=1)\n");
    tree.run("include('one', level=2)\ninclude(['$(ROOT)/two/n.py', 'one/manifest.py'], y=3)\n");
    CHECK(tree.targets() == Texts{"a.py@2", "b.py"});
    CHECK(tree.result.manifests == Texts{(tree.root / "m.py").string(),
                                         (tree.root / "one/manifest.py").string(),
                                         (tree.root / "two/n.py").string()});
    CHECK(Tree::show(tree.result.files[0].place) == (tree.root / "one/manifest.py:1:1").string());
    CHECK(tree.errors().empty());
}

TEST_CASE("manifests: each sees a namespace of its own") {
    Tree tree;
    tree.write("other.py", "print(secret)\n");
    tree.run("secret = 1\ndef f(): return secret\nassert f() == 1\ninclude('other.py')\n");
    CHECK(tree.errors() == Texts{"ROOT/other.py:1:1: NameError: name 'secret' isn't defined < "
                                 "m.py:4:1"});
}

TEST_CASE("manifests: require searches libraries in order") {
    Tree tree;
    tree.touch({"l1/one/one.py", "l2/one/other.py", "l2/deep/er/two/two/__init__.py"});
    tree.write("l1/one/manifest.py", "metadata(version='1.5')\nmodule('one.py')\n");
    tree.write("l2/one/manifest.py", "module('other.py')\n");
    tree.write("l2/deep/er/two/manifest.py", "metadata(version='2')\nrequire('one')\n"
                                             "package('two', opt=options.level)\n");
    const std::string libraries = "add_library('l1', 'l1')\nadd_library('l2', '$(ROOT)/l2')\n";
    tree.run(libraries + "metadata(version='0')\nrequire('two', level=3)\nrequire('one')\n");
    CHECK(tree.targets() == Texts{"one.py", "two/__init__.py@3"});
    CHECK(tree.result.metadata[tree.result.files[0].metadata].version == "1.5");
    CHECK(tree.result.metadata[tree.result.files[1].metadata].version == "2");
    CHECK(tree.result.metadata[0].version == "0");
    CHECK(contains(tree.result.directories, (tree.root / "l2/deep").string()));
    tree.run(libraries + "require('one', version='9', library='l2')\n");
    CHECK(tree.targets() == Texts{"other.py"});
    tree.run(libraries + "add_library('l3', 'l2', prepend=True)\nrequire('one')\n");
    CHECK(tree.targets() == Texts{"other.py"});
    CHECK(tree.errors().empty());
}

TEST_CASE("manifests: MPY_LIB_DIR has libraries") {
    Tree tree;
    tree.options.variables.emplace_back("MPY_LIB_DIR", (tree.root / "lib").string());
    tree.touch({"lib/micropython/a/x.py", "lib/python-stdlib/a/y.py", "lib/unix-ffi/b/z.py"});
    tree.write("lib/micropython/a/manifest.py", "module('x.py')");
    tree.write("lib/python-stdlib/a/manifest.py", "module('y.py')");
    tree.write("lib/unix-ffi/b/manifest.py", "module('z.py')");
    tree.run("require('a')\nrequire('b')\n");
    CHECK(tree.targets() == Texts{"x.py"});
    CHECK(tree.errors() == Texts{"m.py:2:1: require(): package \"b\" not found in libraries "
                                 "micropython, python-stdlib, python-ecosys; there is no directory "
                                 "ROOT/lib/python-ecosys"});
}

TEST_CASE("manifests: metadata is one package's") {
    Tree tree;
    tree.run("m = metadata(description='d', version='1', license='l', author='a', stdlib=True,\n"
             "             pypi='p', pypi_publish='q')\n"
             "assert (m.version, metadata().pypi_publish, m.stdlib) == ('1', 'q', True)\n");
    CHECK(tree.errors().empty());
    const Metadata& of = tree.result.metadata[0];
    CHECK((of.description == "d" && of.version == "1" && of.license == "l" && of.author == "a"));
    CHECK((of.pypi == "p" && of.pypiPublish == "q" && of.stdlib));
    tree.run("metadata(version='1')\nmetadata(version='2')\n");
    CHECK(tree.errors() == Texts{"m.py:2:1: metadata(): called a second time in this package"});
    tree.run("metadata(version=3)\n");
    CHECK(tree.errors() == Texts{"m.py:1:1: metadata(): version has to be a string"});
    tree.run("metadata(versoin='1')\n");
    CHECK(tree.errors() == Texts{"m.py:1:1: TypeError: unexpected keyword argument 'versoin'"});
}

TEST_CASE("manifests: directories with C modules") {
    Tree tree;
    tree.touch({"make/micropython.mk", "cmake/micropython.cmake", "neither/x", "src/a.py"});
    const std::string manifest = "c_module('make')\nc_module('$(ROOT)/cmake')\nfreeze('nope')\n";
    tree.options.mode = Mode::ListCModules;
    tree.run(manifest + "package('src')\n");
    CHECK(tree.result.cModules == Texts{tree.root / "make", tree.root / "cmake"});
    CHECK(tree.result.files.empty());
    CHECK(tree.errors().empty());
    tree.run("c_module('neither')\nc_module('m.py')\nc_module('no')\nc_module('$(X)/y')\n");
    CHECK(
        tree.errors() ==
        Texts{"m.py:1:1: c_module(): neither micropython.mk nor micropython.cmake in ROOT/neither",
              "m.py:2:1: c_module(): ROOT/m.py is not a directory",
              "m.py:3:1: c_module(): no directory ROOT/no",
              "m.py:4:1: c_module(): unknown variable $(X) in \"$(X)/y\""});
    tree.options.mode = Mode::Compile;
    tree.run("c_module('nope')\n");
    CHECK(tree.errors().empty());
}

TEST_CASE("manifests: other modes") {
    Tree tree;
    tree.touch({"a.py", "lib/std/s.py", "lib/both/b.py", "lib/own/o.py"});
    tree.write("lib/std/manifest.py", "metadata(stdlib=True)\nmodule('s.py')\n");
    tree.write("lib/both/manifest.py", "metadata(pypi='p', pypi_publish='q')\nmodule('b.py')\n");
    tree.write("lib/own/manifest.py", "metadata(version='1')\nmodule('o.py')\n");
    const std::string manifest = "metadata(version='0')\nadd_library('lib', 'lib')\n"
                                 "require('std')\nrequire('both')\nrequire('own')\n"
                                 "module('a.py')\nrequire('other', pypi='else')\n";
    tree.options.mode = Mode::PyProject;
    tree.run(manifest);
    CHECK(tree.targets() == Texts{"o.py:6", "a.py:6"});
    CHECK(tree.result.dependencies == Texts{"q", "else"});
    CHECK(tree.errors().empty());
    tree.options.mode = Mode::Compile;
    tree.run(manifest);
    CHECK(tree.targets() == Texts{"s.py:6", "b.py:6", "o.py:6", "a.py:6"});
    CHECK(tree.errors() ==
          Texts{"m.py:7:1: require(): package \"other\" not found in library lib"});
    tree.run("module('a.py')\nmodule('a.py')\nfreeze('.')\n");
    CHECK(tree.errors() == Texts{"m.py:1:1: module(): metadata() has to be called before",
                                 "m.py:3:1: NameError: name 'freeze' isn't defined"});
}

TEST_CASE("manifests: code on the command line") {
    Tree tree;
    tree.touch({"a.py", "b.py"});
    tree.write("m.py", "module('b.py')");
    tree.evaluateAll({"module('a.py')\ninclude('m.py')", "m.py", "freeze('nope')"});
    CHECK(tree.targets() == Texts{"a.py", "b.py"});
    CHECK(tree.errors() == Texts{"<manifest>:1:1: freeze(): no directory \"nope\" (ROOT/nope)"});
    tree.evaluateAll({"nope.py"});
    CHECK(tree.errors() == Texts{"nope.py:0:0: no manifest \"nope.py\" (ROOT/nope.py)"});
}

// --- errors --------------------------------------------------------------------------------------

TEST_CASE("manifests: every error is told, with its place") {
    Tree tree;
    tree.touch({"src/a.txt"});
    tree.write("inner.py", "if True:\n    x = 1; require('p')\n");
    tree.write("outer/manifest.py", "include('../inner.py')\n");
    tree.run("module('no.py')\n"
             "freeze(\n    'src',\n    ['b.py',\n     'a.txt'],\n)\n"
             "module('a.txt'); include('outer')\n"
             "package('x', files='y')\nfreeze('src', opt=-1)\nmodule(3)\n"
             "freeze('$(NO)/src'); include('no.py')\n");
    CHECK(tree.errors() ==
          Texts{"m.py:1:1: module(): no file \"no.py\" in ROOT",
                "m.py:2:1: freeze(): no file \"b.py\" in ROOT/src",
                "m.py:2:1: freeze(): \"a.txt\" is not a .py or .mpy file",
                "m.py:7:1: module(): \"a.txt\" is not a .py file",
                "ROOT/inner.py:2:12: require(): package \"p\" not found: no library is known "
                "(MPY_LIB_DIR is not set) < ROOT/outer/manifest.py:1:1 < m.py:7:18",
                "m.py:8:1: package(): files has to be a list",
                "m.py:9:1: freeze(): opt has to be None or 0 to 9",
                "m.py:10:1: module(): module_path has to be a string",
                "m.py:11:1: freeze(): no directory \"$(NO)/src\": unknown variable $(NO)",
                "m.py:11:22: include(): no manifest \"no.py\" (ROOT/no.py)"});
}

TEST_CASE("manifests: exceptions end one manifest, not those around it") {
    Tree tree;
    tree.touch({"a.py"});
    tree.write("bad.py", "def f():\n    return 1 / 0\nf()\nmodule('never.py')\n");
    tree.write("broken.py", "x = = 1\nmodule('a.py')\ny = )\n");
    tree.run("include('bad.py')\ninclude('broken.py')\nmodule('a.py')\nimport nothing\n");
    CHECK(tree.targets() == Texts{"a.py"});
    REQUIRE(tree.errors().size() == 4);
    CHECK(tree.errors()[0] == "ROOT/bad.py:2:5: ZeroDivisionError: divide by zero < m.py:1:1");
    CHECK(tree.errors()[1].rfind("ROOT/broken.py:1:5: ", 0) == 0);
    CHECK(tree.errors()[2].rfind("ROOT/broken.py:3:5: ", 0) == 0);
    CHECK(tree.errors()[3] == "m.py:4:1: ImportError: no module named 'nothing'");
    tree.run("def deeper(): deeper()\ndeeper()\n");
    REQUIRE(tree.errors().size() == 1);
    CHECK(tree.errors()[0].find("maximum recursion depth exceeded") != std::string::npos);
    tree.run("x = 'a'\nwhile True: x += x\n");
    REQUIRE(tree.errors().size() == 1);
    CHECK(tree.errors()[0].rfind("m.py:2:1: MemoryError", 0) == 0);
}

TEST_CASE("manifests: what a manifest catches is no error") {
    Tree tree;
    tree.touch({"a.py", "b.py"});
    tree.write("fails.py", "module('x.py')\n");
    tree.write("broken.py", "x = = 1\n");
    tree.run("try:\n    require('p')\nexcept ValueError:\n    module('a.py')\n"
             "for name in ('fails.py', 'broken.py'):\n"
             "    try:\n        include(name)\n    except Exception:\n        pass\n"
             "    else:\n        print('not reached')\n"
             "module('b.py')\n");
    CHECK(tree.targets() == Texts{"a.py", "b.py"});
    CHECK(tree.errors().empty());
    // Not by this clause; and a finally catches nothing.
    tree.run("try:\n    include('fails.py')\nfinally:\n    module('a.py')\n"
             "try:\n    module('y.py')\nexcept OSError:\n    pass\nmodule('b.py')\n");
    CHECK(tree.targets() == Texts{"a.py"});
    CHECK(tree.errors() == Texts{"ROOT/fails.py:1:1: module(): no file \"x.py\" in ROOT < m.py:2:5",
                                 "m.py:6:5: module(): no file \"y.py\" in ROOT"});
    tree.write("fails.py", "1 / 0\n");
    tree.run("try:\n    include('fails.py')\nexcept OSError:\n    pass\n");
    CHECK(tree.errors() ==
          Texts{"ROOT/fails.py:1:1: ZeroDivisionError: divide by zero < m.py:2:5"});
}

TEST_CASE("manifests: sys.exit ends the run") {
    Tree tree;
    tree.touch({"a.py"});
    tree.write("ends.py", "import sys\nsys.exit('set BOARD first')\n");
    tree.write("m.py", "include('ends.py')\nmodule('a.py')\n");
    tree.evaluateAll({"m.py", "module('a.py')"});
    CHECK(tree.targets().empty());
    CHECK(tree.errors() ==
          Texts{"ROOT/ends.py:2:1: the manifest called sys.exit(set BOARD first) < m.py:1:1"});
}

TEST_CASE("manifests: a target is named once") {
    Tree tree;
    tree.touch({"src/a.py", "other/a.py"});
    tree.run("freeze('src')\nmodule('a.py', 'src')\nmodule('a.py', base_path='other/../src')\n");
    CHECK(tree.targets() == Texts{"a.py"});
    CHECK(tree.errors().empty());
    tree.run("freeze('src')\nfreeze('src', opt=1)\nmodule('a.py', 'other')\n");
    CHECK(tree.errors() ==
          Texts{"m.py:2:1: freeze(): \"a.py\" was named in another way at m.py:1:1",
                "m.py:3:1: module(): \"a.py\" is ROOT/other/a.py here, but "
                "ROOT/src/a.py at m.py:1:1"});
}

TEST_CASE("manifests: links are followed but not in circles") {
    Tree tree;
    tree.touch({"src/a.py", "other/b.py"});
    fs::create_directory_symlink("../other", tree.root / "src/link");
    fs::create_directory_symlink("../src", tree.root / "other/back");
    fs::create_symlink("b.py", tree.root / "other/c.py");
    tree.run("freeze('src')\n");
    CHECK(tree.targets() == Texts{"a.py", "link/b.py", "link/c.py"});
    fs::create_symlink("gone.py", tree.root / "src/z.py");
    tree.run("freeze('src')\n");
    CHECK(tree.errors() == Texts{"m.py:1:1: freeze(): no file \"z.py\" in ROOT/src"});
    fs::create_directory(tree.root / "other/d.py");
    tree.run("module('d.py', 'other')\n");
    CHECK(tree.errors() == Texts{"m.py:1:1: module(): \"d.py\" in ROOT/other is not a file"});
}

TEST_CASE("manifests: names that are no UTF-8") {
    Tree tree;
    const std::string folder = "d\xff";
    tree.write(folder + "/manifest.py", "package('p')\n");
    tree.write(folder + "/p/x\xfe.py");
    tree.evaluateAll({folder + "/manifest.py"});
    CHECK(tree.targets() == Texts{"p/x\xfe.py"});
    CHECK(tree.errors().empty());
    tree.run("import os\nos.listdir('d\\xff')\n");
    CHECK(tree.errors().size() == 1);
    tree.run("module('a\\0.py')\n");
    CHECK(tree.errors() == Texts{"m.py:1:1: module(): module_path has a NUL character in it"});
}

// --- modules that manifests import ---------------------------------------------------------------

TEST_CASE("manifests: os, glob and pathlib") {
    Tree tree;
    tree.touch({"src/b.py", "src/a.py", "src/n.txt", "src/.h.py", "src/in/c.py", "src/in/er/d.py"});
    tree.run(
        "import os, glob\nfrom os import path\nfrom pathlib import Path\n"
        "def same(a, b):\n    if a != b: raise ValueError('{!r} {!r}'.format(a, b))\n"
        "same(os.listdir('src'), ['.h.py', 'a.py', 'b.py', 'in', 'n.txt'])\n"
        "same(list(os.walk('src/in')), [('src/in', ['er'], ['c.py']),\n"
        "                               ('src/in/er', [], ['d.py'])])\n"
        "same(os.getcwd(), path.abspath('.'))\n"
        "same(path.relpath('src/in', 'src/x'), '../in')\n"
        "same(path.splitext('a.b/.c.d'), ('a.b/.c', '.d'))\n"
        "same(path.splitext('a/.c'), ('a/.c', ''))\n"
        "same(path.split('/a//b'), ('/a', 'b'))\n"
        "same(path.join('a', '/b', 'c/', 'd'), '/b/c/d')\n"
        "same(path.normpath('a/./b/../../../c'), '../c')\n"
        "same([f('src') for f in (path.exists, path.isdir, path.isfile)], [True, True, False])\n"
        "same([path.exists('no'), path.isfile('m.py'), path.islink('src')], [False, True, False])\n"
        "same(path.realpath('src/in/..'), os.getcwd() + '/src')\n"
        "same(sorted(glob.glob('src/*.py')), ['src/a.py', 'src/b.py'])\n"
        "same(glob.glob('src/**/?.py', recursive=True),\n"
        "     ['src/a.py', 'src/b.py', 'src/in/c.py', 'src/in/er/d.py'])\n"
        "same(glob.glob('s*/i*/c.py'), ['src/in/c.py'])\n"
        "same(glob.glob('[!r]*/[ab].py'), ['src/a.py', 'src/b.py'])\n"
        "same(glob.glob('in/*', root_dir='src'), ['in/c.py', 'in/er'])\n"
        "p = Path('./src') / 'in'\n"
        "same([str(x) for x in p.glob('**/*.py')], ['src/in/c.py', 'src/in/er/d.py'])\n"
        "same([x.name for x in Path('src').glob('*.py')], ['.h.py', 'a.py', 'b.py'])\n"
        "same(sorted(x.name for x in Path('src').iterdir())[-1], 'n.txt')\n"
        "q = p / 'c.tar.gz'\n"
        "same((str(q.parent), q.name, q.stem, q.suffix), ('src/in', 'c.tar.gz', 'c.tar', '.gz'))\n"
        "same((p.is_dir(), q.exists(), (p / 'c.py').is_file()), (True, False, True))\n"
        "same(str(q.relative_to('src')), 'in/c.tar.gz')\n"
        "same(str(Path('a', '..', '/b').with_suffix('.x')), '/b.x')\n"
        "same(Path('m.py').read_text()[:6], 'import')\n"
        "for m in Path('./src').glob('[ab].py'): freeze_as_mpy(str(m.parent), m.name)\n"
        "os.chdir('src')\nfreeze('in')\n");
    CHECK(tree.errors().empty());
    CHECK(tree.targets() == Texts{"a.py", "b.py", "c.py", "er/d.py"});
    CHECK(contains(tree.result.directories, (tree.root / "src/in/er").string()));
}

TEST_CASE("manifests: what made a difference is noted") {
    Tree tree;
    tree.write("a/list.txt", "one.py");
    tree.touch({"a/one.py"});
    ::setenv("TAIPAN_TEST_VARIABLE", "yes", 1);
    tree.run("import os\nwith open('a/list.txt') as f: module(f.read(), 'a')\n"
             "os.path.exists('b/c/d')\nos.path.isdir('a/sub')\n"
             "assert os.getenv('TAIPAN_TEST_VARIABLE') == os.environ['TAIPAN_TEST_VARIABLE']\n"
             "assert os.environ.get('TAIPAN_TEST_NONE', 5) == 5\n");
    CHECK(tree.errors().empty());
    CHECK(tree.targets() == Texts{"one.py"});
    CHECK(tree.result.manifests ==
          Texts{(tree.root / "m.py").string(), (tree.root / "a/list.txt").string()});
    CHECK(contains(tree.result.directories, tree.root.string()));
    CHECK(contains(tree.result.directories, (tree.root / "a").string()));
    CHECK(tree.result.environment == Texts{"TAIPAN_TEST_VARIABLE", "TAIPAN_TEST_NONE"});
}

// --- parts ---------------------------------------------------------------------------------------

TEST_CASE("paths are put together as Python does") {
    CHECK(joinPath("a", "b") == "a/b");
    CHECK(joinPath("a/", "b") == "a/b");
    CHECK(joinPath("a", "/b") == "/b");
    CHECK(joinPath("", "b") == "b");
    CHECK(normalPath("/a//b/./c/..") == "/a/b");
    CHECK(normalPath("/../a/../..") == "/");
    CHECK(normalPath("a/../../b/..") == "..");
    CHECK(normalPath("") == ".");
    CHECK(relativePath("/a/b", "/a/b") == ".");
    CHECK(relativePath("/a/b/c", "/a/x/y") == "../../b/c");
    CHECK(folderOf("/a/b") == "/a");
    CHECK(folderOf("/a") == "/");
    CHECK(folderOf("a").empty());
    CHECK(extensionOf("a.b/C.PY") == ".py");
    CHECK(extensionOf("a/.py").empty());
    CHECK(extensionOf("a/..py").empty());
    CHECK(variableIn("a/$(B)/c") == "$(B)");
    CHECK(variableIn("a/$()/$(b").empty());
}

TEST_CASE("a library is searched from the top, hidden directories last") {
    const Tree tree;
    tree.touch({"l/.git/p/manifest.py", "l/b/p/manifest.py", "l/a/q/p/manifest.py", "l/c/x.py",
                "l/p/deep/r/manifest.py", "l/p/other.py"});
    fs::create_directory_symlink("../b", tree.root / "l/a/r");
    const std::string root = tree.root / "l";
    Library library("l", root);
    REQUIRE(library.find("p") != nullptr);
    CHECK(*library.find("p") == root + "/a/q/p"); // not l/p, which has no manifest
    CHECK(library.folders().size() < 6);          // no further than needed
    REQUIRE(library.find("r") != nullptr);
    CHECK(*library.find("r") == root + "/p/deep/r");
    CHECK(library.find("c") == nullptr);
    CHECK(*library.find("p") == root + "/a/q/p");
    tree.write("l/b/p/p2/manifest.py");
    Library again("again", root);
    REQUIRE(again.find("p2") != nullptr);
    CHECK(*again.find("p2") == root + "/b/p/p2");
    CHECK(Library("none", root + "/none").find("p") == nullptr);
}

TEST_CASE("places of calls in a line") {
    const PlaceFinder finder("f(1); g(f(2),\n  f(3,\n  4)); f('x')\n"
                             "try:\n  f()\nexcept E:\n  try: g()\n  finally: pass\n"
                             "  try: h()\n  except: pass\nf(f'{g(1)}'\n");
    const auto at = [&](uint32_t line, const char* name, const char* subject) {
        const auto place = finder.call(line, name, subject);
        return std::pair(place.line, place.column);
    };
    using Pair = std::pair<uint32_t, uint32_t>;
    CHECK(at(1, "f", "1") == Pair(1, 1));
    CHECK(at(1, "f", "2") == Pair(1, 9));
    CHECK(at(1, "g", "") == Pair(1, 7));
    CHECK(at(2, "f", "3") == Pair(2, 3));
    CHECK(at(3, "f", "x") == Pair(3, 8));
    CHECK(at(2, "g", "") == Pair(1, 7));
    CHECK(at(5, "unknown", "") == Pair(5, 3));
    CHECK(at(99, "f", "") == Pair(11, 1)); // never closed
    for (const uint32_t line : {4, 5, 9}) CHECK(finder.isGuarded(line));
    for (const uint32_t line : {1, 6, 7, 8, 10, 11}) CHECK_FALSE(finder.isGuarded(line));
    CHECK(quickColumn("  x.module(a); module(b)", "module") == 5);
    CHECK(quickColumn("remodule(a), module (b)", "module") == 0);
}
