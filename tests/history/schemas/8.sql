-- A history of form 8 with data in it, as SQL. Never changed: it stands for what people have.
PRAGMA application_id = 1414680146;
PRAGMA user_version = 8;
BEGIN TRANSACTION;
CREATE TABLE actions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        made_at TEXT NOT NULL,
        kind TEXT NOT NULL,
        attempt_id INTEGER REFERENCES attempts (id) ON DELETE CASCADE,
        payload TEXT NOT NULL,
        undone_at TEXT
    );
INSERT INTO "actions" VALUES(1,'2026-03-29T18:30:15.250000Z','discard',3,'{"why":"noise"}',NULL);
CREATE TABLE asked_questions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        interview_id INTEGER NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        question_id TEXT,
        added INTEGER NOT NULL DEFAULT 0,
        off_guard INTEGER,
        asked_by TEXT NOT NULL DEFAULT '',
        attempt_id INTEGER REFERENCES attempts (id) ON DELETE SET NULL,
        made_at TEXT NOT NULL,
        asked TEXT NOT NULL,
        answered TEXT NOT NULL DEFAULT '',
        wished TEXT NOT NULL DEFAULT ''
    );
INSERT INTO "asked_questions" VALUES(1,1,0,'general/conflict',0,4,'Ms Berg',1,'2026-05-02T08:00:00.000000Z','So, a mistake you made?','I talked about a drug error.','what I changed after it');
CREATE TABLE attempts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
        question_id TEXT NOT NULL,
        medium TEXT NOT NULL,
        stage TEXT NOT NULL,
        started_at TEXT NOT NULL,
        zone TEXT NOT NULL,
        utc_offset_s INTEGER NOT NULL,
        finished_at TEXT,
        duration_s REAL,
        audio TEXT UNIQUE,
        sample_rate_hz INTEGER,
        device TEXT,
        overflows INTEGER NOT NULL DEFAULT 0,
        pauses TEXT NOT NULL DEFAULT '[]',
        voice_segments TEXT,
        time_limit_s REAL,
        off_guard INTEGER,
        discarded_at TEXT,
        question TEXT NOT NULL
    , transcript_id INTEGER REFERENCES transcripts (id) ON DELETE SET NULL, guess INTEGER);
INSERT INTO "attempts" VALUES(1,'00000000-0000-4000-8000-000000000002',1,'general/conflict','spoken','scored','2026-03-29T18:30:15.250000Z','Europe/Berlin',7200,'2026-03-29T18:30:55.250000Z',31.5,'take.flac',16000,'USB microphone',1,'[[12,8.5]]','[[0.1,2.75]]',90.0,1,NULL,'{"id":"general/conflict","prompt":"Tell me about a disagreement with a colleague.","kind":"behavioural","other_prompts":[],"tags":{"topic":["teamwork"]},"time_limit_s":120.0,"key_points":[{"id":"listened","text":"I listened first","weight":"vital","wordings":["I heard her out"],"probe":"And then?"},{"id":"agreed","text":"we agreed on a trial","weight":"okay","wordings":[],"probe":null}],"follow_ups":[],"asks":null,"source":{"company":"Acme","role":null,"date":null,"stage":null,"attempt":3},"renamed_from":[],"language":"en"}',1,3);
INSERT INTO "attempts" VALUES(2,'00000000-0000-4000-8000-000000000003',1,'general/conflict','spoken','recording','2026-03-29T18:35:15.250000Z','Europe/Berlin',7200,NULL,NULL,'20260329T183515Z-conflict-00000000000040008000000000000003.wav',16000,'USB microphone',0,'[]',NULL,90.0,NULL,NULL,'{"id":"general/conflict","prompt":"Tell me about a disagreement with a colleague.","kind":"behavioural","other_prompts":[],"tags":{"topic":["teamwork"]},"time_limit_s":120.0,"key_points":[{"id":"listened","text":"I listened first","weight":"vital","wordings":["I heard her out"],"probe":"And then?"},{"id":"agreed","text":"we agreed on a trial","weight":"okay","wordings":[],"probe":null}],"follow_ups":[],"asks":null,"source":{"company":"Acme","role":null,"date":null,"stage":null,"attempt":3},"renamed_from":[],"language":"en"}',NULL,NULL);
INSERT INTO "attempts" VALUES(3,'00000000-0000-4000-8000-000000000004',1,'general/conflict','spoken','recording','2026-03-29T18:39:15.250000Z','Europe/Berlin',7200,NULL,NULL,'20260329T183915Z-conflict-00000000000040008000000000000004.wav',16000,'USB microphone',0,'[]',NULL,90.0,NULL,'2026-03-29T18:30:15.250000Z','{"id":"general/conflict","prompt":"Tell me about a disagreement with a colleague.","kind":"behavioural","other_prompts":[],"tags":{"topic":["teamwork"]},"time_limit_s":120.0,"key_points":[{"id":"listened","text":"I listened first","weight":"vital","wordings":["I heard her out"],"probe":"And then?"},{"id":"agreed","text":"we agreed on a trial","weight":"okay","wordings":[],"probe":null}],"follow_ups":[],"asks":null,"source":{"company":"Acme","role":null,"date":null,"stage":null,"attempt":3},"renamed_from":[],"language":"en"}',NULL,NULL);
CREATE TABLE cards (
        question_id TEXT PRIMARY KEY,
        due_at TEXT NOT NULL,
        stability REAL NOT NULL,
        difficulty REAL NOT NULL,
        reviewed_at TEXT NOT NULL,
        reviewed_on TEXT NOT NULL,
        reviews INTEGER NOT NULL,
        lapses INTEGER NOT NULL,
        rating INTEGER NOT NULL
    );
INSERT INTO "cards" VALUES('general/conflict','2026-05-03T08:00:00.000000Z',0.212,6.4133,'2026-05-02T08:00:00.000000Z','2026-05-02',1,0,1);
CREATE TABLE deliveries (
        attempt_id INTEGER PRIMARY KEY,
        transcript_id INTEGER NOT NULL,
        version INTEGER NOT NULL,
        made_at TEXT NOT NULL,
        figures TEXT NOT NULL, words_per_minute REAL, fillers_per_minute REAL, pauses_per_minute REAL, onset_s REAL, length_s REAL,
        FOREIGN KEY (attempt_id, transcript_id) REFERENCES transcripts (attempt_id, id)
            ON DELETE CASCADE
    );
INSERT INTO "deliveries" VALUES(1,1,1,'2026-03-29T18:30:15.250000Z','{"version":1,"words":4,"length_s":2.75,"limit_s":120.0,"onset_s":0.1,"words_per_minute":null,"articulation_wpm":null,"fillers_per_minute":null,"pauses_per_minute":null,"hesitations_per_minute":null,"breaks_per_minute":null,"hedges_per_minute":null,"level":{"voice_dbfs":-23.5,"noise_dbfs":-61.0,"peak_dbfs":-8.25,"clipped":1,"first_clipped_s":1.5}}',NULL,NULL,NULL,0.1,2.75);
CREATE TABLE feedback (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        interview_id INTEGER REFERENCES interviews (id) ON DELETE CASCADE,
        said_by TEXT NOT NULL DEFAULT '',
        day TEXT NOT NULL,
        made_at TEXT NOT NULL,
        removed_at TEXT,
        text TEXT NOT NULL
    );
INSERT INTO "feedback" VALUES(1,1,'Ms Berg','2026-05-18','2026-05-02T08:00:00.000000Z',NULL,'More numbers, please.');
CREATE TABLE feedback_remarks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        feedback_id INTEGER NOT NULL REFERENCES feedback (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        remark TEXT NOT NULL
    );
INSERT INTO "feedback_remarks" VALUES(1,1,'question','general/conflict','More numbers');
CREATE TABLE feedback_requests (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        interview_id INTEGER NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
        tone TEXT NOT NULL,
        made_at TEXT NOT NULL,
        sent_on TEXT,
        follow_up_on TEXT,
        removed_at TEXT,
        letter TEXT NOT NULL
    );
INSERT INTO "feedback_requests" VALUES(1,1,'warm','2026-05-02T08:00:00.000000Z','2026-05-16',NULL,NULL,'Dear Ms Berg, ...');
CREATE TABLE interviews (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        target_id INTEGER REFERENCES targets (id) ON DELETE SET NULL,
        company TEXT NOT NULL,
        role TEXT NOT NULL DEFAULT '',
        stage TEXT NOT NULL DEFAULT '',
        day TEXT NOT NULL,
        zone TEXT NOT NULL DEFAULT '',
        interviewers TEXT NOT NULL DEFAULT '[]',
        outcome TEXT NOT NULL,
        outcome_on TEXT,
        made_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        removed_at TEXT,
        mood TEXT NOT NULL DEFAULT '',
        notes TEXT NOT NULL DEFAULT ''
    );
INSERT INTO "interviews" VALUES(1,'7d0a3f0e-5a51-4d0e-9a40-6f0a54c1a002',1,'Northwind','Nurse','first','2026-05-09','Europe/Berlin','["Ms Berg"]','rejected','2026-05-15','2026-05-02T08:00:00.000000Z','2026-05-02T08:00:00.000000Z',NULL,'tired','');
CREATE TABLE journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        interview_id INTEGER REFERENCES interviews (id) ON DELETE SET NULL,
        session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
        day TEXT NOT NULL,
        made_at TEXT NOT NULL,
        removed_at TEXT,
        lines TEXT NOT NULL
    );
INSERT INTO "journal" VALUES(1,1,1,'2026-05-09','2026-05-02T08:00:00.000000Z',NULL,'["I stayed calm"]');
CREATE TABLE judgements (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        attempt_id INTEGER NOT NULL,
        transcript_id INTEGER NOT NULL,
        key_point_id TEXT NOT NULL,
        verdict TEXT NOT NULL,
        made_at TEXT NOT NULL,
        span_start INTEGER,
        span_end INTEGER,
        span_text TEXT,
        FOREIGN KEY (attempt_id, transcript_id) REFERENCES transcripts (attempt_id, id)
            ON DELETE CASCADE
    );
INSERT INTO "judgements" VALUES(1,1,1,'agreed','covered','2026-03-29T18:30:15.250000Z',2,4,'We agreed.');
INSERT INTO "judgements" VALUES(2,1,1,'listened','partly','2026-03-29T18:30:15.250000Z',NULL,NULL,NULL);
CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
        at_s REAL,
        author TEXT NOT NULL DEFAULT '',
        made_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        removed_at TEXT,
        text TEXT NOT NULL
    );
INSERT INTO "notes" VALUES(1,'7d0a3f0e-5a51-4d0e-9a40-6f0a54c1a004',1,4.5,'','2026-05-02T08:00:00.000000Z','2026-05-02T08:00:00.000000Z',NULL,'say the number first');
CREATE TABLE off_guard_said (
        question_id TEXT PRIMARY KEY,
        said_at TEXT NOT NULL,
        off_guard INTEGER NOT NULL
    );
INSERT INTO "off_guard_said" VALUES('general/conflict','2026-03-29T18:30:15.250000Z',1);
CREATE TABLE overlays (
        question_id TEXT PRIMARY KEY,
        made_at TEXT NOT NULL,
        digest TEXT NOT NULL,
        question TEXT NOT NULL
    );
INSERT INTO "overlays" VALUES('general/conflict','2026-03-29T18:30:15.250000Z','d1','{"id":"general/conflict","prompt":"Tell me about a disagreement with a colleague.","kind":"behavioural","other_prompts":[],"tags":{"topic":["teamwork"]},"time_limit_s":120.0,"key_points":[{"id":"listened","text":"I listened first","weight":"vital","wordings":["I heard her out"],"probe":"And then?"},{"id":"agreed","text":"we agreed on a trial","weight":"okay","wordings":[],"probe":null}],"follow_ups":[],"asks":null,"source":{"company":"Acme","role":null,"date":null,"stage":null,"attempt":3},"renamed_from":[],"language":"en"}');
CREATE TABLE plan_items (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        target_id INTEGER REFERENCES targets (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        due_on TEXT,
        made_at TEXT NOT NULL,
        done_at TEXT,
        removed_at TEXT,
        text TEXT NOT NULL
    );
INSERT INTO "plan_items" VALUES(1,1,'study','2026-06-01','2026-05-02T08:00:00.000000Z',NULL,NULL,'a course on sepsis');
CREATE TABLE predictions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        target_id INTEGER NOT NULL REFERENCES targets (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        question_id TEXT,
        prompt TEXT NOT NULL,
        origin TEXT NOT NULL,
        likeness REAL,
        reason TEXT NOT NULL,
        made_at TEXT NOT NULL,
        removed_at TEXT
    );
INSERT INTO "predictions" VALUES(1,1,0,'general/conflict','Tell me about a mistake.','machine',0.61,'near the advertisement','2026-05-02T08:00:00.000000Z',NULL);
CREATE TABLE ratings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        question_id TEXT NOT NULL,
        attempt_id INTEGER REFERENCES attempts (id) ON DELETE SET NULL,
        rating INTEGER NOT NULL,
        proposed INTEGER NOT NULL,
        reviewed_at TEXT NOT NULL,
        day TEXT NOT NULL,
        made_at TEXT NOT NULL
    );
INSERT INTO "ratings" VALUES(1,'general/conflict',1,1,3,'2026-05-02T08:00:00.000000Z','2026-05-02','2026-05-02T08:00:00.000000Z');
CREATE TABLE removed_questions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        question_id TEXT NOT NULL,
        removed_at TEXT NOT NULL,
        content TEXT NOT NULL
    );
INSERT INTO "removed_questions" VALUES(1,'own/old','2026-03-29T18:30:15.250000Z','{"question_id":"own/old"}');
CREATE TABLE scores (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        attempt_id INTEGER NOT NULL,
        transcript_id INTEGER NOT NULL,
        scorer TEXT NOT NULL,
        low REAL,
        high REAL,
        made_at TEXT NOT NULL,
        points TEXT NOT NULL,
        question TEXT,
        FOREIGN KEY (attempt_id, transcript_id) REFERENCES transcripts (attempt_id, id)
            ON DELETE CASCADE
    );
INSERT INTO "scores" VALUES(1,1,1,'lexical 1',6.66666666666666629659e-01,1.0,'2026-03-29T18:30:15.250000Z','{"scorer":"lexical 1","low":0.6666666666666666,"high":1.0,"points":[{"key_point_id":"listened","weight":"vital","probability":0.5,"verdict":"covered","evidence":{"text":"I listened.","start":0,"end":2,"start_s":0.1,"end_s":0.7}},{"key_point_id":"agreed","weight":"okay","probability":0.5,"verdict":"not_sure","evidence":{"text":"I listened.","start":0,"end":2,"start_s":0.1,"end_s":0.7}}]}',NULL);
CREATE TABLE sessions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT,
        zone TEXT NOT NULL,
        utc_offset_s INTEGER NOT NULL
    , options TEXT NOT NULL DEFAULT '{}');
INSERT INTO "sessions" VALUES(1,'00000000-0000-4000-8000-000000000001','drill','2026-03-29T18:30:15.250000Z',NULL,'Europe/Berlin',7200,'{"minutes":15}');
CREATE TABLE sitting_questions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        question_id TEXT NOT NULL,
        wording INTEGER NOT NULL DEFAULT 0,
        prompt TEXT,
        reason TEXT NOT NULL,
        expected_s REAL NOT NULL,
        state TEXT NOT NULL,
        attempt_id INTEGER REFERENCES attempts (id) ON DELETE SET NULL,
        changed_at TEXT NOT NULL,
        UNIQUE (session_id, position)
    );
INSERT INTO "sitting_questions" VALUES(1,1,0,'general/conflict',0,NULL,'new',150.0,'asked',1,'2026-05-02T08:00:00.000000Z');
CREATE TABLE standings (
        subject TEXT PRIMARY KEY,
        standing TEXT NOT NULL,
        since TEXT NOT NULL,
        until TEXT
    );
INSERT INTO "standings" VALUES('general/conflict','suspended','2026-03-29T18:30:15.250000Z',NULL);
INSERT INTO "standings" VALUES('software','disabled','2026-03-29T18:30:15.250000Z',NULL);
CREATE TABLE stories (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        competences TEXT NOT NULL DEFAULT '[]',
        made_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        removed_at TEXT,
        situation TEXT NOT NULL DEFAULT '',
        task TEXT NOT NULL DEFAULT '',
        action TEXT NOT NULL DEFAULT '',
        result TEXT NOT NULL DEFAULT '',
        lesson TEXT NOT NULL DEFAULT '',
        wordings TEXT NOT NULL DEFAULT '{}'
    );
INSERT INTO "stories" VALUES(1,'7d0a3f0e-5a51-4d0e-9a40-6f0a54c1a003','The drug round','["ownership"]','2026-05-02T08:00:00.000000Z','2026-05-02T08:00:00.000000Z',NULL,'night shift','check','counted twice','no error in 6 months','count first','{"result":["not one error"]}');
CREATE TABLE story_questions (
        story_id INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
        question_id TEXT NOT NULL,
        made_at TEXT NOT NULL,
        PRIMARY KEY (story_id, question_id)
    );
INSERT INTO "story_questions" VALUES(1,'general/conflict','2026-05-02T08:00:00.000000Z');
CREATE TABLE targets (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        company TEXT NOT NULL,
        role TEXT NOT NULL DEFAULT '',
        stage TEXT NOT NULL DEFAULT '',
        day TEXT,
        clock TEXT,
        zone TEXT NOT NULL DEFAULT '',
        interviewers TEXT NOT NULL DEFAULT '[]',
        made_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        done_at TEXT,
        removed_at TEXT,
        notes TEXT NOT NULL DEFAULT '',
        advertisement TEXT NOT NULL DEFAULT ''
    );
INSERT INTO "targets" VALUES(1,'7d0a3f0e-5a51-4d0e-9a40-6f0a54c1a001','Northwind','Nurse','first','2026-05-09','10:30','Europe/Berlin','[]','2026-05-02T08:00:00.000000Z','2026-05-02T08:00:00.000000Z',NULL,NULL,'three wards','');
CREATE TABLE transcripts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
        origin TEXT NOT NULL,
        engine TEXT NOT NULL,
        model TEXT,
        language TEXT,
        made_at TEXT NOT NULL,
        words TEXT NOT NULL,
        UNIQUE (attempt_id, id)
    );
INSERT INTO "transcripts" VALUES(1,1,'engine','whisper','base','en','2026-03-29T18:30:15.250000Z','{"engine":"whisper","model":"base","language":"en","segments":[{"words":[{"text":" I","start_s":0.1,"end_s":0.2,"probability":0.9},{"text":" listened.","start_s":0.2,"end_s":0.7,"probability":0.8}]},{"words":[{"text":" We","start_s":2.0,"end_s":2.2,"probability":0.7},{"text":" agreed.","start_s":2.2,"end_s":2.75,"probability":0.6}]}]}');
INSERT INTO "transcripts" VALUES(2,1,'corrected','typed',NULL,NULL,'2026-03-29T18:30:15.250000Z','{"engine":"typed","model":null,"language":null,"segments":[{"words":[{"text":" I","start_s":null,"end_s":null,"probability":null},{"text":" listened","start_s":null,"end_s":null,"probability":null},{"text":" to","start_s":null,"end_s":null,"probability":null},{"text":" her.","start_s":null,"end_s":null,"probability":null}]}]}');
CREATE TABLE wordings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        question_id TEXT NOT NULL,
        key_point_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        origin TEXT NOT NULL,
        judgement_id INTEGER REFERENCES judgements (id) ON DELETE CASCADE,
        made_at TEXT NOT NULL,
        removed_at TEXT,
        text TEXT NOT NULL
    );
INSERT INTO "wordings" VALUES(1,'general/conflict','agreed','confirmed','judged',1,'2026-03-29T18:30:15.250000Z',NULL,'We agreed.');
INSERT INTO "wordings" VALUES(2,'general/conflict','listened','confirmed','spoken',NULL,'2026-03-29T18:30:15.250000Z',NULL,'I let her finish');
INSERT INTO "wordings" VALUES(3,'general/conflict','listened','refused','typed',NULL,'2026-03-29T18:30:15.250000Z','2026-03-29T18:30:15.250000Z','I talked a lot');
CREATE INDEX attempts_by_time ON attempts (started_at, id) WHERE discarded_at IS NULL
    ;
CREATE INDEX attempts_by_question ON attempts (question_id, started_at, id, discarded_at)
    WHERE discarded_at IS NULL
    ;
CREATE INDEX attempts_unfinished ON attempts (started_at, id)
    WHERE discarded_at IS NULL AND stage <> 'scored'
    ;
CREATE INDEX attempts_scored ON attempts (question_id, started_at, id)
    WHERE discarded_at IS NULL AND stage = 'scored'
    ;
CREATE INDEX attempts_off_guard ON attempts (question_id, started_at, off_guard)
    WHERE discarded_at IS NULL AND off_guard IS NOT NULL
    ;
CREATE INDEX attempts_discarded ON attempts (discarded_at) WHERE discarded_at IS NOT NULL
    ;
CREATE INDEX attempts_by_session ON attempts (session_id);
CREATE INDEX scores_by_attempt ON scores (attempt_id, id);
CREATE INDEX actions_open ON actions (id) WHERE undone_at IS NULL;
CREATE INDEX actions_by_attempt ON actions (attempt_id);
CREATE INDEX judgements_by_attempt ON judgements (attempt_id, transcript_id, key_point_id);
CREATE INDEX wordings_by_question ON wordings (question_id, key_point_id);
CREATE INDEX wordings_by_judgement ON wordings (judgement_id);
CREATE INDEX wordings_removed ON wordings (removed_at) WHERE removed_at IS NOT NULL;
CREATE INDEX removed_questions_by_time ON removed_questions (removed_at);
CREATE INDEX attempts_by_transcript ON attempts (transcript_id)
    WHERE transcript_id IS NOT NULL
    ;
CREATE INDEX ratings_by_question ON ratings (question_id, reviewed_at, id);
CREATE INDEX ratings_by_attempt ON ratings (attempt_id) WHERE attempt_id IS NOT NULL;
CREATE INDEX cards_by_due ON cards (due_at);
CREATE INDEX off_guard_said_yes ON off_guard_said (said_at) WHERE off_guard;
CREATE TRIGGER off_guard_inserted AFTER INSERT ON attempts WHEN new.off_guard IS NOT NULL BEGIN 
        DELETE FROM off_guard_said WHERE question_id = new.question_id;
        INSERT INTO off_guard_said SELECT question_id, started_at, off_guard FROM attempts
        WHERE question_id = new.question_id AND discarded_at IS NULL AND off_guard IS NOT NULL
        ORDER BY started_at DESC, id DESC LIMIT 1;
         END;
CREATE TRIGGER off_guard_deleted AFTER DELETE ON attempts WHEN old.off_guard IS NOT NULL BEGIN 
        DELETE FROM off_guard_said WHERE question_id = old.question_id;
        INSERT INTO off_guard_said SELECT question_id, started_at, off_guard FROM attempts
        WHERE question_id = old.question_id AND discarded_at IS NULL AND off_guard IS NOT NULL
        ORDER BY started_at DESC, id DESC LIMIT 1;
         END;
CREATE TRIGGER off_guard_changed AFTER UPDATE OF question_id, started_at, off_guard, discarded_at ON attempts WHEN old.off_guard IS NOT NULL OR new.off_guard IS NOT NULL BEGIN 
        DELETE FROM off_guard_said WHERE question_id = old.question_id;
        INSERT INTO off_guard_said SELECT question_id, started_at, off_guard FROM attempts
        WHERE question_id = old.question_id AND discarded_at IS NULL AND off_guard IS NOT NULL
        ORDER BY started_at DESC, id DESC LIMIT 1;
        
        DELETE FROM off_guard_said WHERE question_id = new.question_id;
        INSERT INTO off_guard_said SELECT question_id, started_at, off_guard FROM attempts
        WHERE question_id = new.question_id AND discarded_at IS NULL AND off_guard IS NOT NULL
        ORDER BY started_at DESC, id DESC LIMIT 1;
         END;
CREATE INDEX sitting_questions_by_attempt ON sitting_questions (attempt_id);
CREATE INDEX attempts_summed ON attempts (
        started_at, id, stage, question_id, utc_offset_s, transcript_id, off_guard, guess,
        duration_s, discarded_at
    ) WHERE discarded_at IS NULL
    ;
CREATE INDEX scores_summed ON scores (attempt_id, transcript_id, id, low, high);
CREATE INDEX targets_by_day ON targets (day) WHERE done_at IS NULL AND removed_at IS NULL;
CREATE INDEX predictions_by_target ON predictions (target_id, position);
CREATE INDEX interviews_by_day ON interviews (day);
CREATE INDEX asked_questions_by_interview ON asked_questions (interview_id, position);
CREATE INDEX asked_questions_by_question ON asked_questions (question_id);
CREATE INDEX asked_questions_by_attempt ON asked_questions (attempt_id);
CREATE INDEX feedback_requests_by_interview ON feedback_requests (interview_id);
CREATE INDEX feedback_by_interview ON feedback (interview_id);
CREATE INDEX feedback_remarks_by_feedback ON feedback_remarks (feedback_id);
CREATE INDEX feedback_remarks_by_subject ON feedback_remarks (kind, subject);
CREATE INDEX story_questions_by_question ON story_questions (question_id);
CREATE INDEX plan_items_by_target ON plan_items (target_id);
CREATE INDEX journal_by_day ON journal (day);
CREATE INDEX journal_by_interview ON journal (interview_id);
CREATE INDEX journal_by_session ON journal (session_id);
CREATE INDEX notes_by_attempt ON notes (attempt_id, at_s);
CREATE INDEX notes_removed ON notes (removed_at) WHERE removed_at IS NOT NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('sessions',1);
INSERT INTO "sqlite_sequence" VALUES('attempts',3);
INSERT INTO "sqlite_sequence" VALUES('transcripts',2);
INSERT INTO "sqlite_sequence" VALUES('scores',1);
INSERT INTO "sqlite_sequence" VALUES('actions',1);
INSERT INTO "sqlite_sequence" VALUES('judgements',2);
INSERT INTO "sqlite_sequence" VALUES('wordings',3);
INSERT INTO "sqlite_sequence" VALUES('removed_questions',1);
INSERT INTO "sqlite_sequence" VALUES('ratings',1);
INSERT INTO "sqlite_sequence" VALUES('sitting_questions',1);
INSERT INTO "sqlite_sequence" VALUES('targets',1);
INSERT INTO "sqlite_sequence" VALUES('predictions',1);
INSERT INTO "sqlite_sequence" VALUES('interviews',1);
INSERT INTO "sqlite_sequence" VALUES('asked_questions',1);
INSERT INTO "sqlite_sequence" VALUES('feedback_requests',1);
INSERT INTO "sqlite_sequence" VALUES('feedback',1);
INSERT INTO "sqlite_sequence" VALUES('feedback_remarks',1);
INSERT INTO "sqlite_sequence" VALUES('stories',1);
INSERT INTO "sqlite_sequence" VALUES('plan_items',1);
INSERT INTO "sqlite_sequence" VALUES('journal',1);
INSERT INTO "sqlite_sequence" VALUES('notes',1);
COMMIT;
